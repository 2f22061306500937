/// All that decides, beside the key, what a network sees of an example.
public enum ViewDescription: Sendable, Equatable {
    case pictures(PictureView)
    case text(TokenView)

    /// The first thing in which another view differs: its name, and both values in words.
    func difference(from other: ViewDescription) -> (what: String, here: String, there: String)? {
        switch (self, other) {
        case (.pictures(let here), .pictures(let there)): here.difference(from: there)
        case (.text(let here), .text(let there)): here.difference(from: there)
        case (.pictures, .text): ("examples", "pictures", "texts")
        case (.text, .pictures): ("examples", "texts", "pictures")
        }
    }
}

extension ViewDescription: Codable {
    public init(from decoder: any Decoder) throws {
        self =
            if let text = try? TokenView(from: decoder) { .text(text) } else {
                .pictures(try PictureView(from: decoder))
            }
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .pictures(let view): try view.encode(to: encoder)
        case .text(let view): try view.encode(to: encoder)
        }
    }
}

/// What decides which tokens a network sees of a text.
public struct TokenView: Codable, Sendable, Equatable {
    /// SHA-256 of the tokenizer's files.
    public var tokenizer: String
    public var maxLength: Int
    public var truncation: Truncation

    public init(tokenizer: String, maxLength: Int, truncation: Truncation) {
        self.tokenizer = tokenizer
        self.maxLength = maxLength
        self.truncation = truncation
    }

    func difference(from other: TokenView) -> (what: String, here: String, there: String)? {
        let pairs: [(String, String, String)] = [
            (
                "tokenizer", "sha256 \(tokenizer.prefix(12))…",
                "sha256 \(other.tokenizer.prefix(12))…"
            ),
            ("max-length", "\(maxLength)", "\(other.maxLength)"),
            ("truncation", truncation.rawValue, other.truncation.rawValue),
        ]
        return pairs.first { $0.1 != $0.2 }
    }
}

/// What decides which pixels a network sees of a picture.
public struct PictureView: Codable, Sendable, Equatable {
    public var augmentation: Augmentation
    /// The mean and deviation that were in force.
    public var normalization: Normalization
    public var size: ImageSize
    public var channels: Int
    public var fit: ImageFit

    public init(_ view: View, fit: ImageFit) {
        augmentation = view.augmentation
        normalization = view.normalization
        size = view.size
        channels = view.channels
        self.fit = fit
    }

    /// The first thing in which another view differs: its name, and both values in words.
    func difference(from other: PictureView) -> (what: String, here: String, there: String)? {
        let pairs: [(String, String, String)] = [
            ("pictures", "\(channels) × \(size)", "\(other.channels) × \(other.size)"),
            ("fit", fit.rawValue, other.fit.rawValue),
            ("augmentation", augmentation.words, other.augmentation.words),
            ("normalisation", normalization.words, other.normalization.words),
        ]
        if let pair = pairs.first(where: { $0.1 != $0.2 }) { return pair }
        // Values that are told apart by more digits than words show.
        return self == other ? nil : ("views", "described otherwise", "not the same")
    }
}

extension Augmentation {
    /// The transforms as a recipe would list them: `[crop(padding: 4), flip]`.
    fileprivate var words: String {
        "[" + transforms.map { "\($0)" }.joined(separator: ", ") + "]"
    }
}

extension Normalization {
    fileprivate var words: String { "mean \(mean), std \(std)" }
}
