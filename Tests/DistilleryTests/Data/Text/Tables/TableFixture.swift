import Foundation

@testable import Distillery

/// The files beside `make.py`.
enum TableFixture {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/text/tables").path

    static func path(_ name: String) -> String { "\(folder)/\(name)" }

    static func decode<Value: Decodable>(
        _ name: String, as type: Value.Type = Value.self
    ) throws -> Value {
        try JSONDecoder().decode(type, from: Data(contentsOf: URL(filePath: path(name))))
    }

    /// All rows of a file, and its damaged lines as `line: reason`.
    static func read(
        _ path: String, _ options: TextTableOptions
    ) throws -> (rows: [TableRow], damaged: [String]) {
        var reader = try TableReader(path, options)
        var rows: [TableRow] = []
        var damaged: [String] = []
        while let result = try reader.next() {
            switch result {
            case .row(let row): rows.append(row)
            case .damaged(let line, let reason): damaged.append("\(line): \(reason)")
            }
        }
        return (rows, damaged)
    }
}

extension TemporaryFolder {
    /// Writes a text file; gives its path.
    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        try write(Array(text.utf8), to: name)
        return "\(path)/\(name)"
    }

    /// Writes a file of bytes; gives its path.
    func write(bytes: [UInt8], to name: String) throws -> String {
        try write(bytes, to: name)
        return "\(path)/\(name)"
    }
}
