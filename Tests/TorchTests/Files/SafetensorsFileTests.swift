import Foundation
import Testing

@testable import Torch

@Suite struct SafetensorsFileTests {
    @Test("reads what the Python library wrote, every element type") func readsPython() throws {
        let file = try SafetensorsFile(FileFixtures.url("types.safetensors"))
        let expected = try FileFixtures.expected("types.safetensors")
        #expect(file.names == expected.map(\.name))
        #expect(file.metadata == ["format": "pt"])
        for (name, tensor) in expected { #expect(file[name] == tensor, "\(name)") }
        #expect(Set(expected.map(\.tensor.scalarType)) == Set(ScalarType.allCases))
        #expect(file["absent"] == nil)
    }

    @Test("writes the same bytes as the Python library") func writesLikePython() throws {
        let folder = try TemporaryFolder()
        try SafetensorsWriter.write(
            FileFixtures.expected("types.safetensors"), metadata: ["format": "pt"],
            to: folder.file("a"))
        #expect(
            try Data(contentsOf: folder.file("a"))
                == Data(contentsOf: FileFixtures.url("types.safetensors")))
    }

    @Test("keeps order, odd names and notes, and aligns every tensor") func roundTrip() throws {
        let folder = try TemporaryFolder()
        let tensors = [
            ("b\"\\\n\u{1}é😀/", try StoredTensor(bytes: [1], shape: [], scalarType: .uint8)),
            ("a", try StoredTensor(bytes: [UInt8](0..<16), shape: [2, 1], scalarType: .int64)),
            ("", try StoredTensor(bytes: [], shape: [0, 3], scalarType: .float64)),
            ("c", try StoredTensor(bytes: [1, 2, 3, 4], shape: [1], scalarType: .float32)),
        ]
        let notes = ["who": "a \"tool\"", "tab\t": "\u{1F}"]
        try SafetensorsWriter.write(tensors, metadata: notes, to: folder.file("a"))
        let file = try SafetensorsFile(folder.file("a"))
        #expect(file.names == tensors.map(\.0))
        #expect(file.metadata == notes)
        for (name, tensor) in tensors {
            #expect(file[name] == tensor)
            let address = try #require(file[name]).withUnsafeBytes {
                Int(bitPattern: $0.baseAddress)
            }
            #expect(address % tensor.scalarType.byteCount == 0)
        }
    }

    @Test("no tensors make a file too") func none() throws {
        let folder = try TemporaryFolder()
        try SafetensorsWriter.write([], to: folder.file("a"))
        #expect(try SafetensorsFile(folder.file("a")).names.isEmpty)
    }

    @Test("names that come twice, or are the format's own, are refused before a file is made")
    func refusesNames() throws {
        let folder = try TemporaryFolder()
        let tensor = try StoredTensor(bytes: [1], shape: [], scalarType: .uint8)
        for names in [["a", "a"], ["__metadata__"]] {
            #expect(throws: SafetensorsError.self) {
                try SafetensorsWriter.write(names.map { ($0, tensor) }, to: folder.file("a"))
            }
        }
        #expect(try folder.names.isEmpty)
    }

    @Test("understands the escapes and white space of JSON") func json() throws {
        let header =
            #" { "a\u0041\ud83d\ude00\/\b\f\n\r\t\"\\" : {"dtype":"U8", "data_offsets":[0 , 1],"#
            + #""shape":[ ] } } "#
        let file = try HostileSafetensors.open(String(header.dropFirst()), data: [5])
        #expect(file.names == ["aA😀/\u{8}\u{C}\n\r\t\"\\"])
    }
}
