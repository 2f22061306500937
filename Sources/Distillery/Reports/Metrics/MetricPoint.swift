/// What was measured at one moment of a run: one line of `metrics.jsonl`, one point of the curves.
///
/// As JSON: `{"epoch":1,"kind":"step","role":"student","seed":1,"step":40,"values":{…}}`. A value
/// that is not finite is `null` there, and NaN once read back.
public struct MetricPoint: Sendable, Equatable {
    /// What a point was measured over.
    public enum Kind: String, Codable, Sendable {
        /// One optimiser step, or the mean since the point before.
        case step
        /// The training examples of one epoch.
        case epoch
        /// The validation examples.
        case evaluation
    }

    public var kind: Kind
    /// The model that was trained or evaluated.
    public var role: ModelRole
    /// The seed of that training; nil where no seed had a part, as for a teacher from a file.
    public var seed: UInt64?
    /// Epochs begun, counted from 1; 0 before training.
    public var epoch: Int
    /// Optimiser steps taken by this training; 0 before training.
    public var step: Int
    /// Numbers by name; see ``MetricName`` for those that the report draws.
    public var values: [String: Double]

    public init(
        kind: Kind, role: ModelRole, seed: UInt64?, epoch: Int, step: Int, values: [String: Double]
    ) {
        self.kind = kind
        self.role = role
        self.seed = seed
        self.epoch = epoch
        self.step = step
        self.values = values
    }
}

extension MetricPoint: Codable {
    enum CodingKeys: String, CodingKey { case kind, role, seed, epoch, step, values }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        kind = try container.decode(Kind.self, forKey: .kind)
        role = try container.decode(ModelRole.self, forKey: .role)
        seed = try container.decodeIfPresent(UInt64.self, forKey: .seed)
        epoch = try container.decode(Int.self, forKey: .epoch)
        step = try container.decode(Int.self, forKey: .step)
        values = try container.decode([String: Double?].self, forKey: .values)
            .mapValues { $0 ?? .nan }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(kind, forKey: .kind)
        try container.encode(role, forKey: .role)
        try container.encodeIfPresent(seed, forKey: .seed)
        try container.encode(epoch, forKey: .epoch)
        try container.encode(step, forKey: .step)
        let finite = values.mapValues { $0.isFinite ? $0 : nil }
        try container.encode(finite, forKey: .values)
    }
}
