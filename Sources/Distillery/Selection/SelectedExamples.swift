import Foundation
import Torch

/// The examples of a pool that are worth asking about, the first the most.
public struct SelectedExamples: Codable, Sendable, Equatable {
    /// The run whose student chose.
    public var run: String
    public var strategy: String
    /// What was chosen from.
    public var pool: String
    /// How many examples there were to choose from.
    public var candidates: Int
    /// Whose answers counted; empty where chance chose.
    public var models: [String]
    public var examples: [Example]

    /// A chosen example, as whoever is asked about it sees it.
    public struct Example: Codable, Sendable, Equatable {
        public var id: ExampleID
        public var text: String?
        public var pair: String?
        /// The picture's file, where it has one.
        public var path: String?
        /// The larger, the more there is to learn; nil where no answer was scored.
        public var score: Double?
    }

    /// Writes the examples as a table, and their ids beside it as a list for `data.chosen`; with another
    /// ending than a table's, the list alone.
    ///
    /// - Returns: the files, the list last.
    public func write(to url: URL) throws -> [URL] {
        guard let format = TextFormat(fileName: url.lastPathComponent) else {
            try ChosenList.write(examples.map(\.id), to: url)
            return [url]
        }
        let list = url.deletingPathExtension().appendingPathExtension("txt")
        try DurableFile.write(Array(try table.text(as: format).utf8), to: url)
        try ChosenList.write(examples.map(\.id), to: list)
        return [url, list]
    }

    /// What is known of an example, and not what its label may be: that is to be asked.
    private var table: TableText {
        TableText(
            columns: ["id", "text", "text_pair", "path", "score"],
            rows: examples.map { example in
                var row = ["id": example.id.text]
                row["text"] = example.text
                row["text_pair"] = example.pair
                row["path"] = example.path
                row["score"] = example.score.map { NumberFormat.decimal($0, decimals: 6) }
                return row
            })
    }
}

extension SelectedExamples.Example {
    init(_ chosen: ExampleChoice.Chosen, of dataset: any Dataset) {
        let text = (dataset as? TextDataset)?.examples[chosen.place]
        self.init(
            id: dataset.id(at: chosen.place), text: text?.text, pair: text?.pair,
            path: (dataset as? any ImageDataset)?.path(at: chosen.place), score: chosen.score)
    }
}
