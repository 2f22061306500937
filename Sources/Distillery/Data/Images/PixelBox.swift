/// A rectangle of whole pixels within a picture, counted from the top left.
public struct PixelBox: Hashable, Sendable, Codable {
    public var x: Int
    public var y: Int
    public var width: Int
    public var height: Int

    public init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// The whole of a picture.
    public init(_ size: ImageSize) {
        self.init(x: 0, y: 0, width: size.width, height: size.height)
    }

    /// The largest box of a given width to height, in the middle of a picture.
    public init(centredIn size: ImageSize, shapedAs shape: ImageSize) {
        // Compared as products, so that equal shapes give the whole picture exactly.
        let isWide = size.width * shape.height > shape.width * size.height
        let width = isWide ? size.height * shape.width / shape.height : size.width
        let height = isWide ? size.height : size.width * shape.height / shape.width
        self.init(
            x: (size.width - max(1, width)) / 2, y: (size.height - max(1, height)) / 2,
            width: max(1, width), height: max(1, height))
    }

    public var area: Int { width * height }
}
