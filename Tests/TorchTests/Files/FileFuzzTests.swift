import Foundation
import Testing

@testable import Torch

/// Small deterministic generator (SplitMix64, Steele et al., 2014), so that a failure comes again.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite("Files with random damage") struct FileFuzzTests {
    private static let iterations =
        ProcessInfo.processInfo.environment["FUZZ_ITERATIONS"].flatMap { Int($0) } ?? 60

    /// `bytes` with a few places changed, doubled, cut or filled with an extreme number.
    private func damaged(
        _ bytes: [UInt8], _ generator: inout SplitMix
    ) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            let end = min(bytes.count, place + Int.random(in: 1...8, using: &generator))
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 1: bytes[place] = UInt8.random(in: 0...255, using: &generator)
            case 2:
                bytes.replaceSubrange(place..<end, with: repeatElement(0xFF, count: end - place))
            case 3: bytes.insert(contentsOf: bytes[place..<end], at: place)
            case 4: bytes.removeSubrange(place..<end)
            default: if Bool.random(using: &generator) { bytes.removeSubrange(place...) }
            }
        }
        return bytes
    }

    /// Reads damaged copies; a crash ends the test, and another error than those fails it.
    private func fuzz(_ whole: [UInt8], seed: UInt64, read: ([UInt8]) throws -> Void) throws {
        for iteration in 0..<Self.iterations {
            var generator = SplitMix(state: seed << 32 | UInt64(iteration))
            let bytes = damaged(whole, &generator)
            do {
                try read(bytes)
            } catch is SafetensorsError {
            } catch is CheckpointError {
            } catch is PickleError {
            }
        }
    }

    @Test(
        "are read or refused with a typed error",
        arguments: [
            "types.safetensors", "types.zip.pt", "types.old.pt", "views.old.pt", "wrapped.pt",
            "deflated.pt", "command.old.pt",
        ])
    func files(name: String) throws {
        let whole = try FileFixtures.bytes(name)
        try fuzz(whole, seed: UInt64(whole.count)) { bytes in
            let state = try StateDictionary.load(FileBytes(bytes), path: name)
            for (_, tensor) in state.entries { _ = tensor.withUnsafeBytes { $0.last } }
        }
    }

    // A checksum guards the pickle in a zip archive from random damage, not from a hand.
    @Test(
        "pickles are read or refused with a typed error",
        arguments: ["wrapped.pt", "views.zip.pt", "values.protocol0.pkl", "values.protocol5.pkl"])
    func pickles(name: String) throws {
        let file = FileBytes(try FileFixtures.bytes(name))
        var pickle = file
        if name.hasSuffix(".pt") {
            let archive = try ZipArchive(file)
            let entry = try #require(archive.names.first { $0.hasSuffix("data.pkl") })
            pickle = try #require(try archive.read(entry))
        }
        let contents = Dictionary(uniqueKeysWithValues: (0..<10).map { ("\($0)", file) })
        try fuzz(pickle.withUnsafeBytes { Array($0) }, seed: 1) { bytes in
            let graph = try bytes.withUnsafeBytes { try PickleReader.read($0).graph }
            _ = try PickleResolver.value(of: graph, contents: contents)
        }
    }
}
