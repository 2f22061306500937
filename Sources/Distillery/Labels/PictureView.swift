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
