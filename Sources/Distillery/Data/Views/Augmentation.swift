import Torch

/// What is done to pictures before the network sees them: an ordered list, as in a recipe.
///
/// In a recipe an entry is a mapping with its `kind` (`{kind: crop, padding: 4}`), or the kind
/// alone where its own values will do (`flip`). Normalisation is always the last; without an
/// entry the dataset's own mean and deviation are used.
public struct Augmentation: Sendable {
    /// Brings the natural picture to the size of the view; without one the largest centred
    /// part with the view's shape is resized.
    public internal(set) var source: (any SourceTransform)?
    /// Done to the 8-bit picture, in this order.
    public internal(set) var picture: [any PictureTransform] = []
    /// Done to the normalised picture.
    public internal(set) var erasing: [Erasing] = []
    /// Of these one is chosen at random for each example.
    public internal(set) var mixing: [any MixTransform] = []
    /// In place of the dataset's own mean and deviation.
    public internal(set) var normalization: Normalization?

    /// No change but normalisation, as for an evaluation.
    public static let none = Augmentation()

    private init() {}

    /// The augmentation of a list of transforms; throws where their order is impossible.
    public init(_ transforms: [any ViewTransform]) throws(RecipeError) {
        for transform in transforms { try transform.add(to: &self) }
    }

    /// All transforms in their order.
    public var transforms: [any ViewTransform] {
        var list: [any ViewTransform] = []
        if let source { list.append(source) }
        list += picture
        list += erasing
        list += mixing
        if let normalization { list.append(normalization) }
        return list
    }

    var isEmpty: Bool {
        source == nil && picture.isEmpty && erasing.isEmpty && mixing.isEmpty
            && normalization == nil
    }

    /// Every kind of transform that a recipe can name.
    public static let kinds: [any ViewTransform.Type] = [
        Crop.self, RandomResizedCrop.self, CenterCrop.self, Flip.self, ColorJitter.self,
        Rotation.self, Erasing.self, Mixup.self, Cutmix.self, Normalization.self,
    ]
}

extension Augmentation: Equatable {
    public static func == (one: Augmentation, other: Augmentation) -> Bool {
        let (first, second) = (one.transforms, other.transforms)
        return first.count == second.count
            && zip(first, second).allSatisfy { one, other in one.isEqual(to: other) }
    }
}

extension Augmentation: Codable {
    public init(from decoder: any Decoder) throws {
        self.init()
        // One transform may stand for a list of one: `augmentation: flip`.
        guard var list = try? decoder.unkeyedContainer() else {
            let transform = try NamedTransform(from: decoder).transform
            try Self.add(transform, to: &self, at: keyPath(decoder.codingPath))
            return
        }
        while !list.isAtEnd {
            let path = keyPath(decoder.codingPath) + "[\(list.currentIndex)]"
            let transform = try list.decode(NamedTransform.self).transform
            try Self.add(transform, to: &self, at: path)
        }
    }

    private static func add(
        _ transform: any ViewTransform, to augmentation: inout Augmentation, at path: String
    ) throws {
        do {
            try transform.add(to: &augmentation)
        } catch .invalidValue(let key, let found, let expected) {
            throw RecipeError.invalidValue(path: "\(path).\(key)", found: found, expected: expected)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        for transform in transforms { try list.encode(NamedTransform(transform: transform)) }
    }
}

/// A transform beside its kind.
private struct NamedTransform: Codable {
    let transform: any ViewTransform

    init(transform: any ViewTransform) {
        self.transform = transform
    }

    init(from decoder: any Decoder) throws {
        transform = try decoder.decodeKind(
            of: Augmentation.kinds.map { type in
                (kind: type.kind, decode: { try type.init(from: $0) as any ViewTransform })
            })
    }

    func encode(to encoder: any Encoder) throws {
        try transform.encode(to: encoder)
    }
}
