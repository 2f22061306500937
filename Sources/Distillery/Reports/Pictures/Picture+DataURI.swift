import Foundation

extension Picture {
    /// The picture as a PNG file within an address, so that a page needs no file beside it.
    ///
    /// Nil when libpng refuses the picture.
    var dataURI: String? {
        guard let file = try? PNGEncoder.encode(self) else { return nil }
        return "data:image/png;base64," + file.base64EncodedString()
    }
}
