import Foundation
import Testing

@testable import Torch

/// The bytes of a pickle that is written here as text, one character a byte.
private func pickled(_ text: String) -> [UInt8] {
    text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
}

/// Reads a pickle that needs no storages.
private func unpickle(_ bytes: [UInt8]) throws -> PickleValue {
    try bytes.withUnsafeBytes { bytes in
        try PickleResolver.value(of: try PickleReader.read(bytes).graph)
    }
}

@Suite struct PickleReaderTests {
    @Test("reads Python's values in every protocol", arguments: 0...5)
    func protocols(version: Int) throws {
        let value = try unpickle(FileFixtures.bytes("values.protocol\(version).pkl"))
        let list: PickleValue = .list([
            .integer(1), .integer(-1), .integer(70000), .integer(1 << 40), .bool(true),
            .bool(false), .none, .double(0.5), .double(.infinity),
        ])
        #expect(value["list"] == list)
        #expect(value["again"] == list)
        #expect(value["text"] == .string("a'b\n\\é€😀"))
        let tuples = (0...4).map { PickleValue.tuple((0..<$0).map { .integer($0 + 1) }) }
        #expect(value["tuple"] == .tuple(tuples))
        #expect(value["set"] == .set([.integer(1)]))
        #expect(value["frozen"] == .set([.integer(2)]))
        #expect(value["dict"] == .dictionary([(.integer(1), .dictionary([]))]))
        #expect(value["bytes"] == (version < 3 ? nil : .bytes([0, 0x80, 0xFF])))
    }

    @Test("reads Python 2's strings as text, or as bytes where they are none") func python2() throws
    {
        #expect(
            try unpickle(Array(#"S'a\x41\n\'\\'"#.utf8) + Array("\n.".utf8)) == .string("aA\n'\\"))
        #expect(try unpickle(Array("U\u{2}ab.".utf8)) == .string("ab"))
        #expect(try unpickle([0x55, 2, 0xFF, 0xFE, 0x2E]) == .bytes([0xFF, 0xFE]))
    }

    @Test("refuses a command by name and does not run it") func command() throws {
        let error = PickleError.notAllowed(name: "posix.system")
        #expect(throws: error) { try unpickle(FileFixtures.bytes("command.pkl")) }
        // The same by each way that Python has to name and call a function.
        let pickles = [
            "cposix\nsystem\n(S'true'\ntR.", "(S'true'\niposix\nsystem\n.",
            "(cposix\nsystem\nS'true'\no.", "\u{8C}\u{5}posix\u{8C}\u{6}system\u{93}.",
        ]
        for pickle in pickles {
            #expect(throws: error) { try unpickle(pickled(pickle)) }
        }
        #expect(!FileManager.default.fileExists(atPath: "/tmp/this-must-never-exist"))
    }

    @Test(
        "refuses names that resemble the allowed ones",
        arguments: [
            ("builtins", "eval"), ("__builtin__", "getattr"), ("torch", "load"),
            ("torch.storage", "_load_from_bytes"), ("torch._utils", "_rebuild_tensor_v2.__class__"),
            ("collections", "OrderedDict.fromkeys"), ("torch", "float64.__class__"),
            ("numpy", "core.multiarray._reconstruct"), ("torch._utils._rebuild", "tensor_v2"),
        ])
    func resembling(module: String, name: String) {
        #expect(throws: PickleError.notAllowed(name: "\(module).\(name)")) {
            try unpickle(Array("c\(module)\n\(name)\n)R.".utf8))
        }
    }

    @Test(
        "refuses operations that no checkpoint needs",
        arguments: [
            "P1\n.", "\u{82}\u{1}.", "\u{83}\u{1}\u{0}.", "\u{84}\u{1}\u{0}\u{0}\u{0}.",
            "))}\u{92}.", "\u{97}.", "N\u{98}.",
        ])
    func operations(pickle: String) {
        #expect {
            try unpickle(pickled(pickle))
        } throws: { error in
            if case .unsupportedOperation? = error as? PickleError { true } else { false }
        }
    }

    @Test(
        "a pickle that contradicts itself is a typed error",
        arguments: [
            "", "N", "(", "(.", ".", "0.", "1.", "2.", "R.", "NR.", "NNR.", ")NR.", "a.", "Na.",
            "N(e.",
            "](Nu.", "}(Nu.", "}Ns.", "NNs.", "t.", "l.", "d.", "(Nd.", "\u{85}.", "(N\u{86}.",
            "q\u{0}.",
            "h\u{0}.", "g0\n.", "gx\n.", "p-1\nN.", "Ix\n.", "I99999999999999999999\n.", "Fx\n.",
            "Sx\n.", "S'\n.", "S'\\q'\n.", "V\\u12\n.", "V\\ud800\n.", "X\u{5}\u{0}\u{0}\u{0}a.",
            "Nb.",
            "NQ.", ")Q.", "c\n.", "ctorch\nSize\n.", "ctorch\nSize\nNR.", "N\u{93}.",
            "NN\u{93}.", "\u{80}\u{6}N.", "\u{8F}(Ne.", "]N\u{90}.", "ctorch\ndevice\n)R.",
            "ctorch\nFloatStorage\n)R.", "ctorch._utils\n_rebuild_tensor_v2\n)R.",
            "ctorch._utils\n_rebuild_parameter\n)R.", "c_codecs\nencode\n)R.",
            "c_codecs\nencode\n(V\\u0100\nVlatin1\ntR.", "cnumpy\ndtype\n)R.",
            "cnumpy\ndtype\n(Vf8\ntR.",
            "cnumpy.core.multiarray\nscalar\n)R.",
            "\u{95}\u{FF}\u{FF}\u{FF}\u{FF}\u{0}\u{0}\u{0}\u{0}N.",
            "\u{8E}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}N.",
        ])
    func contradictions(pickle: String) {
        #expect(throws: PickleError.self) {
            try unpickle(pickled(pickle))
        }
    }

    @Test("a list that is in itself, or nested without end, is refused") func depth() {
        let limit = PickleError.tooLarge(what: "the depth of its containers", limit: 100)
        #expect(throws: limit) { try unpickle(Array("]q\u{0}h\u{0}a.".utf8)) }
        let opened = String(repeating: "]", count: 100_000)
        let closed = String(repeating: "a", count: 99_999)
        #expect(throws: limit) { try unpickle(pickled(opened + closed + ".")) }
    }

    @Test("shared parts that stand for an endless value are refused") func expansion() {
        // Each list holds the one before it twice.
        var pickle = Array("]q\u{0}".utf8)
        for level in 1...60 as ClosedRange<UInt8> {
            pickle += [0x5D, 0x68, level - 1, 0x61, 0x68, level - 1, 0x61, 0x71, level]
        }
        #expect(throws: PickleError.tooLarge(what: "the number of its values", limit: 50_000_000)) {
            try unpickle(pickle + [0x2E])
        }
    }

    @Test("calls that copy one long list again and again are refused") func copies() {
        let long = "(" + String(repeating: "N", count: 1000) + "l\u{85}q\u{0}0"
        let call = "c__builtin__\nset\nh\u{0}R0"
        let pickle = pickled(long + String(repeating: call, count: 100) + "N.")
        #expect(throws: PickleError.tooLarge(what: "what its calls copy", limit: pickle.count)) {
            try unpickle(pickle)
        }
    }

    @Test("reads NumPy's half-precision numbers") func halves() {
        let cases: [(UInt16, Double)] = [
            (0x3C00, 1), (0xC100, -2.5), (0x0001, 0x1p-24), (0x7BFF, 65504), (0x7C00, .infinity),
            (0x8000, -0.0),
        ]
        for (pattern, value) in cases {
            let bytes = [UInt8(pattern & 0xFF), UInt8(pattern >> 8)]
            #expect(NumPyNumber.value(code: "f2", bytes) == .double(value))
        }
    }
}
