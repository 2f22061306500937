import Foundation
import Torch

/// Ids of examples that were chosen, a line each: the file that `data.chosen` names.
///
/// An id that stands in it twice counts once; empty lines count nothing.
public struct ChosenList: Sendable, Equatable {
    public let file: String
    public let ids: [ExampleID]

    /// - Throws: `SelectionError` for a file that cannot be read, or without a line.
    public init(contentsOf url: URL) throws(SelectionError) {
        file = url.relativePath
        guard let data = FileManager.default.contents(atPath: url.path) else {
            throw .unreadable(file: file, reason: "there is no such file, or it may not be read")
        }
        guard let text = String(bytes: data, encoding: .utf8) else {
            throw .unreadable(file: file, reason: "it is not UTF-8 text")
        }
        var seen: Set<ExampleID> = []
        ids = text.split(whereSeparator: \.isNewline).map { ExampleID(String($0)) }
            .filter { seen.insert($0).inserted }
        guard !ids.isEmpty else { throw .empty(file: file) }
    }

    /// The places of the chosen examples in a dataset, in the dataset's order.
    ///
    /// - Throws: `SelectionError.unknown` for ids that it does not have.
    func places(in dataset: any Dataset) throws(SelectionError) -> [Int] {
        let wanted = Set(ids)
        let places = (0..<dataset.count).filter { wanted.contains(dataset.id(at: $0)) }
        guard places.count < wanted.count else { return places }
        let found = Set(places.map { dataset.id(at: $0) })
        let missing = ids.filter { !found.contains($0) }
        throw .unknown(
            file: file, count: missing.count, of: ids.count, first: missing[0].text,
            dataset: dataset.name, likeness: dataset.count > 0 ? dataset.id(at: 0).text : nil)
    }

    func part(of pictures: any ImageDataset) throws(SelectionError) -> any ImageDataset {
        DatasetSubset(pictures, places: try places(in: pictures))
    }

    func part(of texts: TextDataset) throws(SelectionError) -> TextDataset {
        texts.with(examples: try places(in: texts).map { texts.examples[$0] })
    }

    /// Writes ids whole or not at all.
    ///
    /// - Throws: `SelectionError.option` for an id that no line can hold; what the system says.
    static func write(_ ids: [ExampleID], to url: URL) throws {
        if let broken = ids.first(where: { $0.text.contains(where: \.isNewline) }) {
            throw SelectionError.option(
                name: "an id", found: broken.text, expected: "without a line break in it")
        }
        try DurableFile.write(Array(ids.map { $0.text + "\n" }.joined().utf8), to: url)
    }
}

extension DataPlan {
    /// The examples that were chosen; nil where all are learned from.
    var chosenList: ChosenList? {
        get throws(SelectionError) {
            guard let chosen else { return nil }
            return try ChosenList(
                contentsOf: URL(filePath: (chosen as NSString).expandingTildeInPath))
        }
    }
}
