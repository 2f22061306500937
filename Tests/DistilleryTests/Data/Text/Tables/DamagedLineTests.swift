import Foundation
import Testing

@testable import Distillery

@Suite("Damaged lines of a table")
struct DamagedLineTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func damaged(
        _ bytes: [UInt8], _ name: String, _ options: TextTableOptions = .init()
    ) throws -> [String] {
        try TableFixture.read(try folder.write(bytes: bytes, to: name), options).damaged
    }

    @Test("are those with too few or too many fields")
    func fieldCount() throws {
        let found = try damaged(
            Array("text,label\na,1\nb\nc,1,2\nd,0\n".utf8), "a.csv",
            TextTableOptions(label: "label"))
        #expect(found == ["3: it has 1 fields, not 2", "4: it has 3 fields, not 2"])
    }

    @Test("leave the lines after an open quote mark readable")
    func openQuote() throws {
        let path = try folder.write(
            "text,label\na,1\n\"b,1\nc,0\n\"d\"e,0\nf,1\n", to: "a.csv")
        let read = try TableFixture.read(path, TextTableOptions(label: "label"))
        #expect(read.rows.map { $0.text(.text) } == ["a", "c", "f"])
        #expect(
            read.damaged == [
                "3: text follows a closing quote mark", "5: text follows a closing quote mark",
            ])
        let end = try folder.write("text\na\n\"b\nc\n", to: "b.csv")
        let last = try TableFixture.read(end, TextTableOptions())
        #expect(last.rows.map { $0.text(.text) } == ["a", "c"])
        #expect(last.damaged == ["3: a quote mark is not closed"])
    }

    @Test("are those with broken UTF-8 among lines that are valid")
    func brokenUTF8() throws {
        let bytes = Array("号\n楼\n".utf8) + [0xE5, 0x8F, 0x0A] + Array("栋\n".utf8)
        #expect(
            try damaged(bytes, "a.txt", TextTableOptions(format: .lines))
                == ["3: its bytes are not UTF-8"])
    }

    @Test("are those that are no JSON object")
    func brokenJSON() throws {
        let text = "{\"text\": \"a\"}\n{\"text\": \n[1]\n\"text\"\n{\"text\": \"b\"}\n"
        #expect(
            try damaged(Array(text.utf8), "a.jsonl").map { $0.prefix(2) } == ["2:", "3:", "4:"])
    }

    @Test("are those over a megabyte, which are not kept in memory")
    func longLine() throws {
        let long = [UInt8](repeating: 0x61, count: 3 << 20)
        let bytes = Array("text\na\n".utf8) + long + Array("\nb\n".utf8)
        #expect(
            try damaged(bytes, "a.csv", TextTableOptions(header: true))
                == ["3: it is longer than 1048576 bytes"])
    }

    @Test("are counted and named, and those with an empty text are among them")
    func counted() throws {
        let path = try folder.write("text,label\na,1\n ,1\nb,0\nc,1\nd,1,1\ne,0\n", to: "a.csv")
        let options = TextTableOptions(label: "label", valShare: 0)
        let splits = try TextSplits(path, options: options)
        #expect(try splits[.train].count == 4)
        #expect(splits.damaged.count == 2)
        #expect(
            splits.damaged.first.map(\.description) == [
                "'\(path)', line 3: its text is empty",
                "'\(path)', line 6: it has 3 fields, not 2",
            ])
    }

    @Test("are an error beyond their share, which names the first ten")
    func tooMany() throws {
        let lines = (0..<1000).map { $0 < 11 ? "a,1,2\n" : "a\($0),1\n" }
        let path = try folder.write("text,label\n" + lines.joined(), to: "a.csv")
        var options = TextTableOptions(label: "label", damagedShare: 0.02)
        #expect(try TextSplits(path, options: options).damaged.count == 11)
        options.damagedShare = 0.01
        let error = #expect(throws: TextDataError.self) { try TextSplits(path, options: options) }
        guard case .tooManyDamaged(let count, let limit, let total, let first) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(count == 11 && limit == 10 && total == 1000 && first.count == 10)
    }

    @Test("are an error where they are more than half of a short file")
    func shortFile() throws {
        let path = try folder.write("text,label\na,1\nb\nc\n", to: "a.csv")
        #expect(throws: TextDataError.self) {
            try TextSplits(path, options: TextTableOptions(label: "label"))
        }
    }

    @Test("random bytes are read or refused, never a crash")
    func randomBytes() throws {
        let pieces: [[UInt8]] = [
            [0x22], [0x2C], [0x0A], [0x0D, 0x0A], [0x09], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE],
            [0xFE, 0xFF], [0x81, 0x30], [0xD8, 0x00], [0x00], Array("text".utf8),
            Array("{\"text\":".utf8), [0x5B], [0x7D], Array("号".utf8), [0x31],
        ]
        for round in 0..<400 {
            var random = RandomStream(7, UInt64(round))
            var bytes: [UInt8] = round % 2 == 0 ? Array("text,label\n".utf8) : []
            for _ in 0..<random.integer(below: 200) {
                if random.happens(withProbability: 0.7) {
                    bytes += pieces[random.integer(below: pieces.count)]
                } else {
                    bytes.append(UInt8(truncatingIfNeeded: random.next()))
                }
            }
            let path = try folder.write(bytes: bytes, to: "fuzz")
            let format = TextFormat.allCases[round % TextFormat.allCases.count]
            let encoding = TextEncoding.allCases[round % TextEncoding.allCases.count]
            for header in [true, false] {
                let options = TextTableOptions(
                    format: format, encoding: encoding, header: header, text: "text,1",
                    damagedShare: 1)
                do {
                    _ = try TextSplits(path, options: options)
                } catch {
                    #expect(!error.description.isEmpty)
                }
            }
        }
    }
}
