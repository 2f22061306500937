import Testing
import Torch

@Suite struct TensorElementsTests {
    @Test("elements come back as they were given, of every type") func roundTrip() throws {
        #expect(try Tensor([1.5, -2] as [Float]).elements() == [1.5, -2] as [Float])
        #expect(try Tensor([1.5, -2] as [Double]).elements() == [1.5, -2] as [Double])
        #expect(try Tensor([1, -2] as [Int64]).elements() == [1, -2] as [Int64])
        #expect(try Tensor([1, -2] as [Int32]).elements() == [1, -2] as [Int32])
        #expect(try Tensor([1, -2] as [Int16]).elements() == [1, -2] as [Int16])
        #expect(try Tensor([1, -2] as [Int8]).elements() == [1, -2] as [Int8])
        #expect(try Tensor([1, 255] as [UInt8]).elements() == [1, 255] as [UInt8])
        #expect(try Tensor([true, false]).elements() == [true, false])
        #expect(try Tensor([] as [Float], shape: [0, 3]).elements() == [] as [Float])
        #expect(try Tensor(scalar: Float(3)).item() == 3)
    }

    @Test("elements and bytes are row-major whatever the strides") func order() throws {
        let tensor = try Tensor([1, 2, 3, 4, 5, 6] as [UInt8], shape: [2, 3]).transposed(0, 1)
        #expect(try tensor.elements(as: UInt8.self) == [1, 4, 2, 5, 3, 6])
        #expect(try tensor.bytes() == [1, 4, 2, 5, 3, 6])
        let picture = try Tensor.arange(to: 16).reshaped([1, 2, 2, 4])
        let moved = try picture.to(.channelsLast)
        #expect(moved.isChannelsLast)
        #expect(try moved.elements(as: Int64.self) == Array(0..<16))
    }

    @Test("bytes of bf16 make the same tensor again") func bytes() throws {
        let tensor = try Tensor([1, 2.5] as [Float]).to(.bfloat16)
        let bytes = try tensor.bytes()
        #expect(bytes == [0x80, 0x3F, 0x20, 0x40])
        let again = try bytes.withUnsafeBytes {
            try Tensor(bytes: $0, shape: [2], scalarType: .bfloat16)
        }
        #expect(try again.isIdentical(to: tensor))
    }

    @Test("a wrong count or type is an error with the facts") func refuses() throws {
        #expect(throws: TorchError.elementCount(shape: [2, 2], expected: 4, found: 3)) {
            _ = try Tensor([1, 2, 3] as [Float], shape: [2, 2])
        }
        #expect(throws: TorchError.scalarType(expected: .float64, found: .float32)) {
            _ = try Tensor.zeros([1]).elements(as: Double.self)
        }
        #expect(throws: TorchError.elementCount(shape: [], expected: 1, found: 2)) {
            _ = try Tensor.zeros([2]).item()
        }
    }

    @Test("shows type and shape, never elements") func description() throws {
        #expect(try Tensor.zeros([2, 3], scalarType: .int64).description == "int64[2, 3]")
    }
}
