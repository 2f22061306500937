/// A text on its way through the normalisers, as scalars.
struct NormalizedText {
    var scalars: [UInt32]
    /// Whether the first scalar stands where the text as given began: nothing was removed before it.
    var isAtStart: Bool

    /// Removes the scalars that `isRemoved` names.
    mutating func remove(where isRemoved: (UInt32) -> Bool) {
        if let first = scalars.first, isRemoved(first) { isAtStart = false }
        scalars.removeAll(where: isRemoved)
    }
}

extension String {
    /// The Unicode scalars, as numbers.
    var scalarValues: [UInt32] { unicodeScalars.map(\.value) }

    /// Text from scalars; what is no scalar becomes U+FFFD.
    init(scalarValues: some Sequence<UInt32>) {
        self.init(String.UnicodeScalarView(scalarValues.map { Unicode.Scalar($0) ?? "\u{FFFD}" }))
    }
}
