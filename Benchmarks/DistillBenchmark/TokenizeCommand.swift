import ArgumentParser
import Distillery
import Foundation

/// Short addresses as tokens, on one thread.
struct TokenizeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tokenize", abstract: "Batches of addresses encoded; a unit is one batch.")

    @Option(help: "The folder that holds vocab.txt and addresses.txt.") var folder: String
    @Option(help: "Addresses in a batch.") var batch = 64
    @Option(help: "For so many units every id is summed up, to compare the sides.") var compared = 0

    func run() throws {
        let folder = URL(filePath: folder)
        let tokenizer = try Tokenizer(vocabulary: folder.appending(path: "vocab.txt"))
        let lines = try String(contentsOf: folder.appending(path: "addresses.txt"), encoding: .utf8)
            .split(separator: "\n").map { String($0) }
        let batches = stride(from: 0, to: lines.count - batch + 1, by: batch).map {
            Array(lines[$0..<$0 + batch])
        }
        var unit = 0
        try Portions.serve {
            let encodings = try tokenizer.encode(batches[unit % batches.count])
            defer { unit += 1 }
            guard unit < compared else { return Double(encodings[0].count) }
            return Double(encodings.reduce(0) { $0 + $1.ids.reduce(0) { $0 + Int($1) } })
        }
    }
}
