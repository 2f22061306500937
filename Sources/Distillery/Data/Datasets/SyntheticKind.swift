/// Pictures drawn by rule: always there, in any number and size.
public struct SyntheticKind: DatasetKind {
    public let name = "synthetic"
    public let summary = "shapes over stripes drawn by rule, of any number, size and classes"
    public var classNames: [String]? { nil }
    public var channels: Int { 3 }
    public var imageSize: ImageSize? { nil }
    public var normalization: Normalization { Normalization(mean: [0.45], std: [0.25]) }

    public init() {}

    public func folders(_ options: DatasetOptions) -> [String] { [] }

    public func isPresent(_ split: DatasetSplit, _ options: DatasetOptions) -> Bool { true }

    public func open(
        _ split: DatasetSplit, _ options: DatasetOptions
    ) throws(DatasetError) -> any ImageDataset {
        let channels = options.channels ?? channels
        let chosen = options.synthetic
        let bounds: [(option: String, value: Int, allowed: ClosedRange<Int>)] = [
            ("channels", channels == 2 ? 0 : channels, 1...3),
            ("count", chosen.count, 1...100_000_000), ("classes", chosen.classes, 1...1000),
            ("size", chosen.size, 4...4096),
        ]
        for bound in bounds where !bound.allowed.contains(bound.value) {
            throw .option(
                dataset: name, option: bound.option, found: "\(bound.value)",
                expected: bound.option == "channels"
                    ? "1 or 3" : "\(bound.allowed.lowerBound)…\(bound.allowed.upperBound)")
        }
        guard chosen.noise.isFinite, chosen.noise >= 0 else {
            throw .option(
                dataset: name, option: "noise", found: "\(chosen.noise)", expected: "0 or more")
        }
        return SyntheticDataset(split, channels: channels, options: chosen)
    }
}
