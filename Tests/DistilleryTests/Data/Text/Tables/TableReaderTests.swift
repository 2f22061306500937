import Foundation
import Testing

@testable import Distillery

@Suite("Reading tables of text")
struct TableReaderTests {
    private let columns = TextTableOptions(text: "text", pair: "pair", label: "label")

    @Test(
        "reads what Python's csv module reads, in every encoding",
        arguments: [
            ("quotes.csv", ","), ("gb18030.csv", ","), ("utf16le.csv", ","), ("utf16be.csv", ","),
            ("semicolons.csv", ";"),
        ])
    func matchesPython(_ name: String, separator: String) throws {
        var options = columns
        options.separator = separator
        let expected = try TableFixture.decode("quotes.json", as: [[String]].self).dropFirst()
        let read = try TableFixture.read(TableFixture.path(name), options)
        #expect(read.damaged.isEmpty)
        let found = read.rows.map { row in row.cells.map(\.cell) }
        #expect(found == expected.map { $0.map(TableCell.text) })
    }

    @Test("names the line of a record by the line it begins in")
    func lineNumbers() throws {
        let read = try TableFixture.read(TableFixture.path("quotes.csv"), columns)
        #expect(read.rows.map(\.line) == [2, 3, 4, 6, 7, 8, 9, 10])
    }

    @Test("decodes GB18030 as Python does, and refuses the bytes that Python refuses")
    func gb18030() throws {
        struct Samples: Decodable {
            struct Valid: Decodable {
                let hex: String
                let text: String
            }
            let valid: [Valid]
            let broken: [String]
        }
        let samples = try TableFixture.decode("gb18030.json", as: Samples.self)
        let decoder = try GB18030Decoder(path: "samples")
        for sample in samples.broken { #expect(try decoder.decode(bytes(sample)) == nil) }
        for sample in samples.valid {
            #expect(try decoder.decode(bytes(sample.hex)) == sample.text)
        }
    }

    private func bytes(_ hex: String) throws -> [UInt8] {
        try stride(from: 0, to: hex.count, by: 2).map { place in
            try #require(UInt8(hex.dropFirst(place).prefix(2), radix: 16))
        }
    }

    @Test("takes quote marks of a TSV file as text, and ends lines at LF and CR LF")
    func tsv() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(
            "label\ttext\r\n1\tsay \"hi\"\n0\t\"open\r\n\n2\tlast", to: "a.tsv")
        let read = try TableFixture.read(path, TextTableOptions(label: "label"))
        #expect(read.rows.map { $0.text(.text) } == ["say \"hi\"", "\"open", "last"])
        #expect(read.rows.map { $0.text(.label) } == ["1", "0", "2"])
        #expect(read.rows.map(\.line) == [2, 3, 5])
    }

    @Test("reads JSON lines with escapes, numbers and lists")
    func jsonl() throws {
        let options = TextTableOptions(label: "label", softLabels: ["scores"])
        let read = try TableFixture.read(TableFixture.path("rows.jsonl"), options)
        #expect(read.damaged.isEmpty)
        #expect(read.rows[0].text(.text) == "escapes \" \\ \n \u{e9} \u{1F600}")
        #expect(read.rows[3].text(.text) == "42")
        #expect(read.rows.map { $0.text(.label) } == ["1", "1", "0", "0"])
        #expect(read.rows[0][.softLabel(0)] == .numbers([0.25, 0.75]))
    }

    @Test("finds columns by name, by an alternative name and by number, with and without header")
    func columnsByNameAndNumber() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("2,text\nfirst,second\n", to: "a.csv")
        func texts(_ options: TextTableOptions) throws -> [String?] {
            try TableFixture.read(path, options).rows.map { $0.text(.text) }
        }
        #expect(try texts(TextTableOptions(text: "sentence,text")) == ["second"])
        #expect(try texts(TextTableOptions(text: "2")) == ["first"])
        #expect(try texts(TextTableOptions(text: "1")) == ["first"])
        #expect(try texts(TextTableOptions(header: false, text: "2")) == ["text", "second"])
    }

    @Test("names the column that is not there, the nearest one and all that are")
    func missingColumn() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("label,sentence\n1,a\n", to: "a.csv")
        #expect(
            throws: TextDataError.missingColumn(
                path: path, role: "text", names: ["sentense"], nearest: "sentence",
                found: ["label", "sentence"])
        ) { try TableReader(path, TextTableOptions(text: "sentense")) }
        let lines = try folder.write("{\"words\": \"a\"}\n", to: "a.jsonl")
        #expect(
            throws: TextDataError.missingColumn(
                path: lines, role: "text", names: ["word"], nearest: "words", found: ["words"])
        ) { try TableFixture.read(lines, TextTableOptions(text: "word")) }
        let labels = try folder.write(
            "{\"text\": \"a\"}\n{\"text\": \"b\", \"class\": 1}\n", to: "b.jsonl")
        #expect(throws: TextDataError.self) {
            try TableFixture.read(labels, TextTableOptions(label: "label"))
        }
        let read = try TableFixture.read(labels, TextTableOptions(label: "class"))
        #expect(read.rows.map { $0.text(.label) } == [nil, "1"])
    }

    @Test("reads plain lines as unlabelled texts")
    func plainLines() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("\u{FEFF}one, \"two\"\n\n三\n", to: "a.txt")
        let read = try TableFixture.read(path, TextTableOptions())
        #expect(read.rows.map { $0.text(.text) } == ["one, \"two\"", "三"])
    }
}
