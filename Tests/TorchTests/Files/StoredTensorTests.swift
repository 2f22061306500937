import Foundation
import Testing

@testable import Torch

@Suite("Tensors between file and engine") struct StoredTensorTests {
    @Test("come into the engine and back bit by bit, every element type") func roundTrip() throws {
        for (_, stored) in try FileFixtures.expected("types.zip.pt") {
            let tensor = try Tensor(stored)
            #expect(tensor.shape == stored.shape && tensor.scalarType == stored.scalarType)
            #expect(try StoredTensor(tensor) == stored)
        }
    }

    @Test("take a transposed tensor in row-major order") func transposed() throws {
        let tensor = try Tensor([0, 1, 2, 3, 4, 5] as [Float], shape: [2, 3])
        let stored = try StoredTensor(tensor.transposed(0, 1))
        #expect(stored.shape == [3, 2])
        #expect(try Tensor(stored).elements(as: Float.self) == [0, 3, 1, 4, 2, 5])
    }

    @Test("are true or false in the engine, whatever byte the file holds") func truth() throws {
        let stored = try StoredTensor(bytes: [0, 1, 2, 255], shape: [4], scalarType: .bool)
        #expect(try Tensor(stored).bytes() == [0, 1, 1, 1])
    }

    @Test("bytes that do not fill the shape are refused") func wrongCount() {
        #expect(throws: TorchError.elementCount(shape: [2], expected: 2, found: 1)) {
            try StoredTensor(bytes: [0, 0, 0, 0], shape: [2], scalarType: .float32)
        }
        #expect(throws: TorchError.self) {
            try StoredTensor(bytes: [], shape: [.max, .max], scalarType: .float32)
        }
    }

    @Test("a module's state is written, read back and loaded") func module() throws {
        let folder = try TemporaryFolder()
        let (first, second) = (try Linear(3, 2), try Linear(3, 2))
        try SafetensorsWriter.write(state: first.state(), to: folder.file("a"))
        let state = try StateDictionary.load(from: folder.file("a"))
        #expect(state.names == ["weight", "bias"])
        try second.load(state.tensors())
        #expect(try second.weight.tensor.bytes() == first.weight.tensor.bytes())
    }
}
