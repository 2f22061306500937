import Torch

/// What a store keeps of a teacher's answer to one example.
public struct StoredContent: Codable, Sendable, Equatable {
    public var precision: StoredPrecision
    /// Keeps only so many of the largest logits, and what the others weigh together; nil keeps all.
    public var top: Int?
    /// Outputs of layers within the teacher, beside its logits.
    public var taps: [StoredTap]
    /// How many numbers an answer has where that is not one a class: those of a vector.
    public var width: Int?

    public init(
        precision: StoredPrecision = .fp16, top: Int? = nil, taps: [StoredTap] = [],
        width: Int? = nil
    ) {
        self.precision = precision
        self.top = top
        self.taps = taps
        self.width = width
    }

    /// Whether only later versions can read it than the first one that wrote stores.
    var needsLaterFormat: Bool { followsTokens || width != nil }

    /// Whether rows are as long as texts.
    var followsTokens: Bool { taps.contains(where: \.followsTokens) }
}

/// The format of the numbers in a store.
public enum StoredPrecision: String, Codable, Sendable, CaseIterable {
    /// IEEE half precision: 11 significant bits, up to 65504.
    case fp16
    /// IEEE single precision: what the teacher computes, to the bit.
    case fp32

    var scalarType: ScalarType {
        switch self {
        case .fp16: .float16
        case .fp32: .float32
        }
    }
}

/// The output of one layer within the teacher, as it is kept.
public struct StoredTap: Codable, Sendable, Hashable {
    /// The dotted path of the module, as `layer3.1.conv2`.
    public var path: String
    /// The shape for one example, without the batch; `perToken` stands for as many as its text has
    /// tokens, padding left out: `[perToken, 384]` are states, `[12, perToken, perToken]` attention.
    public var shape: [Int]

    /// The extent that is each text's own number of tokens.
    public static let perToken = 0

    public init(path: String, shape: [Int]) {
        self.path = path
        self.shape = shape
    }

    /// Whether the shape is another one for texts of another length.
    var followsTokens: Bool { shape.contains(Self.perToken) }

    /// The shape for a text of so many tokens.
    func shape(tokens: Int) -> [Int] { shape.map { $0 == Self.perToken ? tokens : $0 } }
}
