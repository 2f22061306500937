/// A text on its way through the pre-tokenisers: scalars, and the pieces that they are cut into.
struct TokenText {
    struct Piece {
        var range: Range<Int>
        /// Whether the piece begins where the text as given began.
        var isAtStart: Bool
        /// The token that the piece is as a whole, an added one; such a piece is not touched again.
        var token: Int32?
    }

    var scalars: [UInt32] = []
    var pieces: [Piece] = []

    /// Adds a piece behind the others; empty ones are dropped.
    mutating func append(_ content: some Collection<UInt32>, isAtStart: Bool, token: Int32? = nil) {
        guard !content.isEmpty else { return }
        let start = scalars.count
        scalars.append(contentsOf: content)
        pieces.append(Piece(range: start..<scalars.count, isAtStart: isAtStart, token: token))
    }

    /// Replaces every piece that is no token by the parts that `cut` gives for its range.
    mutating func split(
        _ cut: ([UInt32], Range<Int>, inout [Range<Int>]) throws(TokenizerError) -> Void
    ) throws(TokenizerError) {
        var result: [Piece] = []
        result.reserveCapacity(pieces.count * 2)
        var parts: [Range<Int>] = []
        for piece in pieces {
            guard piece.token == nil else {
                result.append(piece)
                continue
            }
            parts.removeAll(keepingCapacity: true)
            try cut(scalars, piece.range, &parts)
            for part in parts where !part.isEmpty {
                result.append(
                    Piece(
                        range: part,
                        isAtStart: piece.isAtStart && part.lowerBound == piece.range.lowerBound))
            }
        }
        pieces = result
    }

    /// Writes the content of every piece that is no token anew.
    mutating func rewrite(_ change: (ArraySlice<UInt32>, Bool, inout [UInt32]) -> Void) {
        var result = TokenText()
        result.scalars.reserveCapacity(scalars.count * 2)
        result.pieces.reserveCapacity(pieces.count)
        for var piece in pieces {
            let start = result.scalars.count
            if piece.token == nil {
                change(scalars[piece.range], piece.isAtStart, &result.scalars)
            } else {
                result.scalars.append(contentsOf: scalars[piece.range])
            }
            piece.range = start..<result.scalars.count
            result.pieces.append(piece)
        }
        self = result
    }
}
