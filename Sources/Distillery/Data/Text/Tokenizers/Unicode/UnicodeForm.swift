/// The four normalisation forms of Unicode (UAX #15), over arrays of scalars.
///
/// The decompositions are those of the `tokenizers` library, which are older than the standard
/// library's: a character that it does not know stays as it is.
enum UnicodeForm: String, Sendable {
    case composed = "NFC"
    case decomposed = "NFD"
    case compatibilityComposed = "NFKC"
    case compatibilityDecomposed = "NFKD"

    private var isCompatible: Bool {
        self == .compatibilityComposed || self == .compatibilityDecomposed
    }

    private var isComposed: Bool { self == .composed || self == .compatibilityComposed }

    /// Brings text into this form.
    func normalize(_ scalars: [UInt32]) -> [UInt32] {
        // No scalar below these ever changes or moves.
        let unchanged: UInt32 = isCompatible ? 0xA0 : 0xC0
        guard scalars.contains(where: { $0 >= unchanged }) else { return scalars }
        let tables = Decompositions.shared
        var result: [UInt32] = []
        result.reserveCapacity(scalars.count + 8)
        for scalar in scalars {
            tables.decompose(scalar, compatible: isCompatible, into: &result)
        }
        tables.order(&result)
        return isComposed ? tables.compose(result) : result
    }
}
