import Torch

/// What a store keeps of a teacher's answer to one example.
public struct StoredContent: Codable, Sendable, Equatable {
    public var precision: StoredPrecision
    /// Keeps only so many of the largest logits, and what the others weigh together; nil keeps all.
    public var top: Int?
    /// Outputs of layers within the teacher, beside its logits.
    public var taps: [StoredTap]

    public init(precision: StoredPrecision = .fp16, top: Int? = nil, taps: [StoredTap] = []) {
        self.precision = precision
        self.top = top
        self.taps = taps
    }
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
    /// The shape for one example, without the batch.
    public var shape: [Int]

    public init(path: String, shape: [Int]) {
        self.path = path
        self.shape = shape
    }
}
