/// One entry of a list of text augmentations: changes a text in one way.
///
/// A step writes its `kind` beside its values, and expects it there.
public protocol TextStep: Sendable, Codable, Equatable {
    /// The step's name in recipes.
    static var kind: String { get }
    /// The share of the texts that the step is tried on.
    var probability: Double { get }
    /// Whether a changed example has the label of the one it came from; otherwise its label is
    /// unknown, for a teacher to say.
    var keepsLabel: Bool { get }
    /// Reads what the step needs; throws where that is not there.
    func makeEdit(_ resources: TextResources) throws(TextDataError) -> TextEdit
}

/// Gives a text changed, or as it was where the step finds nothing in it.
public typealias TextEdit = (_ text: String, _ random: inout RandomStream) throws -> String

/// What steps need beside their values.
public struct TextResources {
    /// The language model of masked replacement.
    public var proposer: (any TokenProposer)?

    public init(proposer: (any TokenProposer)? = nil) {
        self.proposer = proposer
    }
}

/// A language model that fills gaps in texts.
public protocol TokenProposer {
    /// The likeliest words at places of a text, each as if it were masked.
    ///
    /// `words` is the text in pieces: a word of an alphabet, or one Chinese character. The
    /// result has a list for each place, at most `count` words, the likeliest first.
    func proposals(
        for words: [String], at places: [Int], count: Int
    ) throws -> [[String]]
}

extension TextStep {
    func isEqual(to other: any TextStep) -> Bool { self == other as? Self }
}
