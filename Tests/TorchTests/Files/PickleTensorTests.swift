import Testing

@testable import Torch

@Suite("Tensors that a pickle describes") struct PickleTensorTests {
    /// A tensor over a storage of `count` floats, of which 6 are there.
    private func tensor(
        count: Int = 6, offset: Int = 0, shape: [Int], strides: [Int]
    ) throws -> StoredTensor? {
        func tuple(_ values: [Int]) -> String {
            "(" + values.map { "L\($0)L\n" }.joined() + "t"
        }
        let storage = "(Vstorage\nctorch\nFloatStorage\nV0\nVcpu\nL\(count)L\ntQ"
        let pickle =
            "ctorch._utils\n_rebuild_tensor_v2\n(\(storage)L\(offset)L\n\(tuple(shape))"
            + "\(tuple(strides))I00\nNtR."
        let content = FileBytes(
            (0..<6).flatMap { index in
                withUnsafeBytes(of: Float(index).bitPattern.littleEndian) { Array($0) }
            })
        return try Array(pickle.utf8).withUnsafeBytes { bytes in
            try PickleResolver.value(of: PickleReader.read(bytes).graph, contents: ["0": content])
        }.tensor
    }

    private func floats(
        offset: Int = 0, shape: [Int], strides: [Int]
    ) throws -> [Float]? {
        try tensor(offset: offset, shape: shape, strides: strides)?.withUnsafeBytes { bytes in
            (0..<bytes.count / 4).map {
                bytes.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self)
            }
        }
    }

    @Test("are brought into row-major order") func views() throws {
        #expect(try floats(shape: [2, 3], strides: [3, 1]) == [0, 1, 2, 3, 4, 5])
        #expect(try floats(shape: [3, 2], strides: [1, 3]) == [0, 3, 1, 4, 2, 5])
        #expect(try floats(offset: 1, shape: [2, 1, 2], strides: [2, .max, 1]) == [1, 2, 3, 4])
        #expect(try floats(offset: 5, shape: [2, 1, 2], strides: [0, .max, 0]) == [5, 5, 5, 5])
        #expect(try floats(offset: 5, shape: [], strides: []) == [5])
        #expect(try floats(offset: 99, shape: [3, 0], strides: [1, 1]) == [])
    }

    @Test("that look beyond their storage are refused") func beyond() {
        let lies: [(offset: Int, shape: [Int], strides: [Int])] = [
            (0, [7], [1]), (1, [6], [1]), (6, [], []), (0, [2, 2], [5, 1]), (0, [2], [.max]),
            (.max, [], []), (.max, [2], [1]), (-1, [1], [1]), (0, [-1], [1]), (0, [2], [-1]),
            (0, [.max], [0]), (0, [.max, 0], [1, 1]), (0, [1 << 31, 1 << 31], [0, 0]), (0, [2], []),
            (0, [3], [.max / 2]),
        ]
        for lie in lies {
            #expect(throws: PickleError.self, "\(lie)") {
                try tensor(offset: lie.offset, shape: lie.shape, strides: lie.strides)
            }
        }
    }

    @Test("that repeat a few elements without end are refused before memory is taken")
    func repeating() {
        #expect {
            try tensor(shape: [1 << 40], strides: [0])
        } throws: { error in
            if case .tooLarge? = error as? PickleError { true } else { false }
        }
    }

    @Test("whose storage is shorter than stated are refused, with its key") func shortStorage() {
        for count in [7, .max / 4, .max, -1] {
            #expect {
                try tensor(count: count, shape: [1], strides: [1])
            } throws: { error in
                if case .storage(key: "0", _)? = error as? PickleError { true } else { false }
            }
        }
    }
}
