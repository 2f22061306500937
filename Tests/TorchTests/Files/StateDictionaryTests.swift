import Foundation
import Testing

@testable import Torch

@Suite struct StateDictionaryTests {
    @Test(
        "finds the weights in every kind of file, whatever holds them",
        arguments: [
            "types.safetensors", "types.zip.pt", "views.old.pt", "module.pt", "wrapped.pt",
            "nested.old.pt", "deflated.pt",
        ])
    func finds(name: String) throws {
        let state = try StateDictionary.load(from: FileFixtures.url(name))
        let expected = try FileFixtures.expected(name)
        #expect(state.names == expected.map(\.name))
        for (name, tensor) in expected { #expect(state[name] == tensor) }
    }

    @Test("keeps the numbers and texts beside the weights as notes") func notes() throws {
        let notes = try StateDictionary.load(from: FileFixtures.url("wrapped.pt")).metadata
        #expect(notes["epoch"] == "3" && notes["best"] == "91.5" && notes["arch"] == "tiny")
    }

    @Test("says what there is when nothing is in a usual place, and takes the key then")
    func unusualKey() throws {
        let url = FileFixtures.url("ema.pt")
        #expect(throws: CheckpointError.noStateDictionary(path: url.path, found: ["ema", "step"])) {
            try StateDictionary.load(from: url)
        }
        #expect(
            throws: CheckpointError.noStateDictionaryUnderKey(
                path: url.path, key: "emma", found: ["ema", "step"])
        ) { try StateDictionary.load(from: url, key: "emma") }
        let state = try StateDictionary.load(from: url, key: "ema")
        #expect(state.names == (try FileFixtures.expected("ema.pt")).map(\.name))
        #expect(throws: CheckpointError.self) {
            try StateDictionary.load(from: FileFixtures.url("numbers.pt"))
        }
    }

    @Test("what is none of the tensors is left out and told") func ignored() throws {
        let state = try StateDictionary.load(from: FileFixtures.url("shared.pt"))
        #expect(state.names == ["a", "b"])
        #expect(state.ignored == ["storage"])
    }

    @Test("a wrapper's prefix goes only when every name has it") func prefixes() throws {
        let tensor = try StoredTensor(bytes: [1], shape: [], scalarType: .uint8)
        func names(_ given: String...) throws -> [String] {
            try StateDictionary(given.map { ($0, tensor) }, path: "f").names
        }
        #expect(try names("module.a", "module.b.c") == ["a", "b.c"])
        #expect(try names("_orig_mod.module.a", "_orig_mod.module.b") == ["a", "b"])
        #expect(try names("module.a", "b") == ["module.a", "b"])
        #expect(try names("module.") == ["module."])
        #expect(throws: CheckpointError.duplicateName(path: "f", name: "a")) {
            try names("module.a", "module.a")
        }
    }

    @Test("what a checkpoint held comes back from a safetensors file") func converts() throws {
        let folder = try TemporaryFolder()
        let state = try StateDictionary.load(from: FileFixtures.url("types.old.pt"))
        try state.write(to: folder.file("a"))
        let back = try StateDictionary.load(from: folder.file("a"))
        #expect(back.names == state.names)
        for name in state.names { #expect(back[name] == state[name]) }
    }

    @Test("a file that is missing is told as such") func missing() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("a").path
        #expect(throws: FileError.notFound(path: path)) {
            try StateDictionary.load(from: folder.file("a"))
        }
    }
}
