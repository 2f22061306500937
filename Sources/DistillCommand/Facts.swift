import Distillery
import Foundation

/// Named facts, printed as a table or as one JSON object.
struct Facts {
    private var entries: [(name: String, text: String)] = []

    mutating func add(_ name: String, _ text: String) { entries.append((name, text)) }

    /// - Parameter conclusion: a line below the table, which the JSON does not need.
    func print(asJSON: Bool, conclusion: String) throws {
        if asJSON {
            let object = Dictionary(entries.map { ($0.name, $0.text) }) { first, _ in first }
            return Swift.print(try jsonText(object))
        }
        var table = TextTable([.init(""), .init("")])
        for entry in entries { table.append([entry.name, entry.text]) }
        Swift.print(table.description, terminator: "")
        Swift.print("\n\(conclusion)")
    }
}

/// A value as JSON for people and programs: indented, keys sorted.
func jsonText(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}
