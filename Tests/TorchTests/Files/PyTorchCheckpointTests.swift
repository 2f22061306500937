import Foundation
import Testing

@testable import Torch

@Suite struct PyTorchCheckpointTests {
    private func read(_ name: String) throws -> PickleValue {
        try PyTorchCheckpoint.read(from: FileFixtures.url(name))
    }

    @Test(
        "reads the tensors that PyTorch wrote, new form and old, every type and any strides",
        arguments: [
            "types.zip.pt", "types.old.pt", "views.zip.pt", "views.old.pt", "plain.protocol4.pt",
            "plain.protocol5.pt", "parameters.pt", "deflated.pt",
        ])
    func tensors(name: String) throws {
        let value = try read(name)
        let expected = try FileFixtures.expected(name)
        #expect(!expected.isEmpty)
        guard case .dictionary(let pairs) = value else {
            Issue.record("a dictionary was expected")
            return
        }
        #expect(pairs.map(\.key.string) == expected.map(\.name))
        for (name, tensor) in expected { #expect(value[name]?.tensor == tensor, "\(name)") }
    }

    @Test("reads the numbers, texts and containers beside the tensors") func values() throws {
        let value = try read("wrapped.pt")
        #expect(value["epoch"] == .integer(3))
        #expect(value["best"] == .double(91.5))
        #expect(value["count"] == .integer(-2))
        #expect(value["single"] == .double(0.25))
        #expect(value["half"] == .double(-1.5))
        #expect(value["flag"] == .bool(true))
        #expect(value["unsigned"] == .largeInteger([UInt8](repeating: 255, count: 8) + [0]))
        #expect(value["arch"] == .string("tiny"))
        #expect(value["last"] == .bool(true))
        #expect(value["nothing"] == PickleValue.none)
        #expect(value["big"] == .largeInteger([UInt8](repeating: 0, count: 10) + [1]))
        #expect(value["device"] == .string("cuda:1"))
        #expect(value["dtype"] == .scalarType(.bfloat16))
        #expect(value["shape"] == .tuple([.integer(2), .integer(3)]))
        #expect(value["seen"] == .set([.integer(1), .integer(2)]))
        #expect(value["raw"] == .bytes([0, 255]))
        let group = value["optimizer"]?["param_groups"]?.elements?.first
        #expect(group?["momentum"]?.double == 0.9)
        #expect(group?["params"] == .list((0..<4).map { .integer($0) }))
    }

    @Test("tensors that share a storage look at the same bytes") func shared() throws {
        let value = try read("shared.pt")
        let (whole, part) = (try #require(value["a"]?.tensor), try #require(value["b"]?.tensor))
        let distance = whole.withUnsafeBytes { whole in
            part.withUnsafeBytes { Int(bitPattern: $0.baseAddress) }
                - Int(bitPattern: whole.baseAddress)
        }
        #expect(distance == 4)
        let expected = try StoredTensor(bytes: [0, 1, 2], shape: [3], scalarType: .uint8)
        #expect(value["storage"] == .storage(expected))
    }

    @Test("refuses by name what wants to run code or is no plain value") func refusals() {
        for (name, refused) in [
            ("command.zip.pt", "posix.system"), ("command.old.pt", "posix.system"),
            ("command.pkl", "posix.system"), ("module-object.pt", "torch.nn.modules.linear.Linear"),
        ] {
            let path = FileFixtures.url(name).path
            #expect(throws: CheckpointError.pickle(path: path, .notAllowed(name: refused))) {
                try read(name)
            }
        }
        #expect(!FileManager.default.fileExists(atPath: "/tmp/this-must-never-exist"))
    }

    @Test("says what a file is that is no checkpoint") func otherFiles() throws {
        let other: [(String, (String) -> CheckpointError)] = [
            ("script.pt", { .torchScript(path: $0) }), ("plain.pkl", { .plainPickle(path: $0) }),
            ("big-endian.pt", { .bigEndian(path: $0) }),
            ("zip64.zip", { .notACheckpoint(path: $0, entries: ["large/entry"]) }),
        ]
        for (name, error) in other {
            #expect(throws: error(FileFixtures.url(name).path)) { try read(name) }
        }

        func refusal(_ text: String) throws -> CheckpointError? {
            #expect(throws: CheckpointError.self) {
                try PyTorchCheckpoint.read(FileBytes(text.utf8), path: "f")
            }
        }
        #expect(
            try refusal("version https://git-lfs.github.com/spec/v1\n") == .gitLFSPointer(path: "f")
        )
        #expect(try refusal("<!DOCTYPE html><html>") == .webPage(path: "f"))
        #expect(try refusal("") == .unknownFormat(path: "f", beginning: []))
        let tar = String(repeating: "\0", count: 257) + "ustar"
        #expect(try refusal(tar) == .tarForm(path: "f"))
    }

    @Test("a file that ends early is a typed error at every length") func truncated() throws {
        for name in ["types.old.pt", "plain.protocol4.pt"] {
            let whole = try FileFixtures.bytes(name)
            for length in stride(from: 0, to: whole.count, by: 13) {
                #expect(throws: CheckpointError.self) {
                    try PyTorchCheckpoint.read(FileBytes(whole.prefix(length)), path: "f")
                }
            }
        }
    }
}
