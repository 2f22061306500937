/// The stable name of an example: the same in every run, on every machine.
///
/// Its text is readable, as `fashion-mnist/train/00042` or the path within the dataset's
/// folder, `train/airplane/0001.jpg`. In files it is that text alone.
public struct ExampleID: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    public init(_ text: String) {
        self.text = text
    }

    /// The id of the example at a position of a dataset whose order never changes.
    public init(dataset: String, split: DatasetSplit, index: Int) {
        let digits = String(index)
        let padding = String(repeating: "0", count: max(0, 5 - digits.utf8.count))
        self.text = "\(dataset)/\(split.rawValue)/\(padding)\(digits)"
    }

    /// 64 bits that stand for the id in caches and draws: FNV-1a over the text's UTF-8, mixed.
    public var key: UInt64 { stableHash(of: text) }

    public var description: String { text }
}

extension ExampleID: Codable {
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
