import Foundation
import Testing

@testable import Torch

enum HostileSafetensors {
    static func open(_ header: String, data: [UInt8] = []) throws -> SafetensorsFile {
        try SafetensorsFile(bytes(header, data), path: "f")
    }

    static func bytes(_ header: String, _ data: [UInt8]) -> FileBytes {
        let text = Array(header.utf8)
        let length = withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) }
        return FileBytes(length + text + data)
    }

    static func entry(_ name: String, _ shape: String, _ range: String) -> String {
        entry(name, "U8", shape, range)
    }

    static func entry(
        _ name: String, _ type: String, _ shape: String, _ range: String
    ) -> String {
        #""\#(name)":{"dtype":"\#(type)","shape":[\#(shape)],"data_offsets":[\#(range)]}"#
    }
}

@Suite("Safetensors with a lying header") struct SafetensorsHostileTests {
    private func expect(
        _ entries: String..., data count: Int, throws error: SafetensorsError,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(throws: error, sourceLocation: sourceLocation) {
            try HostileSafetensors.open(
                "{" + entries.joined(separator: ",") + "}",
                data: [UInt8](repeating: 0, count: count))
        }
    }

    private func entry(_ name: String, _ shape: String, _ range: String) -> String {
        HostileSafetensors.entry(name, shape, range)
    }

    private func entry(
        _ name: String, _ type: String, _ shape: String, _ range: String
    ) -> String {
        HostileSafetensors.entry(name, type, shape, range)
    }

    @Test("a length beyond the file or the format is refused before anything is read")
    func length() {
        func open(_ length: UInt64, _ rest: String = "{}") throws -> SafetensorsFile {
            let bytes = withUnsafeBytes(of: length.littleEndian) { Array($0) }
            return try SafetensorsFile(FileBytes(bytes + Array(rest.utf8)), path: "f")
        }
        #expect(throws: SafetensorsError.headerBeyondFile(path: "f", found: 3, fileByteCount: 10)) {
            try open(3)
        }
        for huge in [100_000_001, UInt64(Int.max), .max] {
            #expect(
                throws: SafetensorsError.headerTooLong(path: "f", found: huge, limit: 100_000_000)
            ) { try open(huge) }
        }
        #expect(
            throws: SafetensorsError.invalidHeader(path: "f", offset: 0, reason: "'{' is missing")
        ) { try open(0) }
        #expect(throws: SafetensorsError.tooShort(path: "f", byteCount: 7)) {
            try SafetensorsFile(FileBytes([UInt8](repeating: 0, count: 7)), path: "f")
        }
    }

    @Test(
        "text that is not the format's JSON is refused",
        arguments: [
            "[]", " {}", "{", "{}x", "{\"a\"}", "{\"a\":1}", "{\"a\":{}}", "{\"a\":{},}",
            "{\"a\":[]}",
            "{\"__metadata__\":{\"a\":1}}", "{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}",
            "{\"\\x\":{}}", "{\"\\ud800\":{}}", "{\"\\ud800\\u0041\":{}}", "{\"\\u12",
            "{\"a\nb\":{}}",
            HostileSafetensors.entry("a", "1.5", "0,1"),
            HostileSafetensors.entry("a", "1e0", "0,1"),
            HostileSafetensors.entry("a", "-1", "0,1"), HostileSafetensors.entry("a", "01", "0,1"),
            HostileSafetensors.entry("a", "1", "0,1,2"), HostileSafetensors.entry("a", "1", "0"),
            HostileSafetensors.entry("a", "1", "1,0"), HostileSafetensors.entry("a", "1,", "0,1"),
            HostileSafetensors.entry("a", "99999999999999999999", "0,1"),
            HostileSafetensors.entry("a", "1", "0,18446744073709551616"),
            HostileSafetensors.entry("a", String(repeating: "1,", count: 64) + "1", "0,1"),
            #""a":{"dtype":"U8","shape":[1]}"#,
            #""a":{"dtype":"U8","dtype":"U8","shape":[1],"data_offsets":[0,1]}"#,
            #""a":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"x":{}}"#,
        ])
    func notTheFormat(_ text: String) {
        let header = text.hasPrefix("\"") ? "{\(text)}" : text
        #expect(throws: SafetensorsError.self) { try HostileSafetensors.open(header, data: [0]) }
    }

    @Test("bytes that are not UTF-8 are refused") func notUTF8() {
        let header = Array("{\"".utf8) + [0xFF, 0xFE] + Array("\":{}}".utf8)
        let length = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) }
        #expect(
            throws: SafetensorsError.invalidHeader(
                path: "f", offset: 4, reason: "a string is not UTF-8")
        ) { try SafetensorsFile(FileBytes(length + header), path: "f") }
    }

    @Test("the tensor is named whose type, shape or range is wrong") func entries() {
        expect(
            entry("a", "U32", "1", "0,4"), data: 4,
            throws: .unsupportedType(path: "f", tensor: "a", found: "U32"))
        expect(
            entry("a", "F32", "2", "0,4"), data: 4,
            throws: .byteCountMismatch(path: "f", tensor: "a", expected: 8, found: 4))
        expect(
            entry("a", "F32", "\(Int.max)", "0,4"), data: 4,
            throws: .invalidShape(path: "f", tensor: "a", shape: [.max]))
        expect(
            entry("a", "U8", "0,\(Int.max),\(Int.max)", "0,0"), data: 0,
            throws: .invalidShape(path: "f", tensor: "a", shape: [0, .max, .max]))
        expect(
            entry("a", "3", "0,3"), data: 2,
            throws: .beyondData(path: "f", tensor: "a", end: 3, dataByteCount: 2))
        expect(
            entry("a", "1", "\(Int.max - 1),\(Int.max)"), data: 2,
            throws: .beyondData(path: "f", tensor: "a", end: .max, dataByteCount: 2))
        expect(
            entry("a", "1", "0,1"), entry("a", "1", "1,2"), data: 2,
            throws: .duplicateName(path: "f", tensor: "a"))
    }

    @Test("ranges that overlap are refused, empty ones inside others too") func overlaps() {
        expect(
            entry("a", "4", "0,4"), entry("b", "2", "3,5"), data: 5,
            throws: .overlap(path: "f", tensor: "b", other: "a", offset: 3))
        expect(
            entry("a", "4", "0,4"), entry("b", "4", "0,4"), data: 4,
            throws: .overlap(path: "f", tensor: "b", other: "a", offset: 0))
        expect(
            entry("b", "0", "2,2"), entry("a", "4", "0,4"), data: 4,
            throws: .overlap(path: "f", tensor: "b", other: "a", offset: 2))
    }

    @Test("bytes that belong to no tensor are refused") func holes() {
        expect(
            entry("a", "1", "0,1"), entry("b", "1", "2,3"), data: 3,
            throws: .hole(path: "f", from: 1, to: 2))
        expect(entry("a", "1", "0,1"), data: 3, throws: .hole(path: "f", from: 1, to: 3))
        expect(entry("a", "0", "2,2"), data: 2, throws: .hole(path: "f", from: 0, to: 2))
        expect(data: 1, throws: .hole(path: "f", from: 0, to: 1))
    }

    @Test("empty tensors between others are fine") func emptyBetween() throws {
        let entries = [entry("a", "2", "0,2"), entry("b", "0", "2,2"), entry("c", "1", "2,3")]
        let file = try HostileSafetensors.open(
            "{\(entries.joined(separator: ","))}", data: [1, 2, 3])
        #expect(file["b"]?.byteCount == 0)
        #expect(file["c"]?.bytes == [3])
    }

    @Test("a hundred thousand entries are read in seconds, lying ones refused as fast")
    func manyEntries() throws {
        let count = 100_000
        let entries = (0..<count).map { entry("layer.\($0).weight", "1", "\($0),\($0 + 1)") }
        let valid = HostileSafetensors.bytes(
            "{\(entries.joined(separator: ","))}", [UInt8](repeating: 1, count: count))
        let clock = ContinuousClock()
        let time = try clock.measure {
            let file = try SafetensorsFile(valid, path: "f")
            #expect(file.names.count == count)
            #expect(file["layer.99999.weight"]?.bytes == [1])
        }
        #expect(time < .seconds(10))

        let inside = (0..<count).map { entry("layer.\($0).weight", "0", "1,1") }
        let lying = HostileSafetensors.bytes(
            "{\(inside.joined(separator: ",")),\(entry("all", "2", "0,2"))}", [0, 0])
        let refusal = clock.measure {
            #expect(throws: SafetensorsError.self) { try SafetensorsFile(lying, path: "f") }
        }
        #expect(refusal < .seconds(10))
    }
}
