/// How a network's tokens `[N, count, width]` lie over the picture.
///
/// Tokens that stand for no place, as the class token, come first; then the grid, row by row.
public struct TokenGrid: Sendable, Hashable {
    /// Tokens before those of the grid.
    public var leading: Int
    /// Rows and columns of the grid.
    public var height: Int
    public var width: Int

    public init(leading: Int, height: Int, width: Int) {
        self.leading = leading
        self.height = height
        self.width = width
    }

    /// All tokens of one picture.
    public var count: Int { leading + height * width }
}
