import Testing
import Torch

@Suite struct OperatorTests {
    @Test("a refused call carries the operator, libtorch's words and the shapes")
    func refuses() throws {
        let matrix = try Tensor.zeros([2, 3])
        #expect {
            _ = try matrix.matrixProduct(with: matrix)
        } throws: { error in
            guard
                case .operatorFailed(let name, let message, let arguments)? = error as? TorchError
            else { return false }
            return name == "aten::matmul" && message.contains("2x3")
                && arguments == ["float32[2, 3]", "float32[2, 3]"]
        }
    }

    @Test("an operator that libtorch lacks is named") func unknown() throws {
        let operation = Operator("aten::no_such_thing", overload: "Tensor")
        #expect {
            try operation(.zeros([1]))
        } throws: {
            guard case .unknownOperator("aten::no_such_thing.Tensor", _)? = $0 as? TorchError
            else { return false }
            return true
        }
    }

    @Test("too many arguments are an error, not a crash") func tooMany() throws {
        let relu = Operator("aten::relu")
        #expect(throws: TorchError.self) { try relu(.zeros([1]), 1, 2, 3) }
    }

    @Test("asking for a tensor where a number comes back is an error") func notATensor() throws {
        let equal = Operator("aten::equal")
        let ones = try Tensor.ones([2])
        #expect(
            throws: TorchError.unexpectedResult(
                name: "aten::equal", expected: "a tensor", found: "true")
        ) { try equal(ones, .tensor(ones)) }
    }

    @Test("all kinds of arguments arrive: lists, texts, devices, booleans, defaults")
    func allKinds() throws {
        let tensor = try Tensor.arange(to: 6).to(.float32).reshaped([2, 3])
        #expect(try tensor.permuted([1, 0]).elements(as: Float.self) == [0, 3, 1, 4, 2, 5])
        #expect(
            try tensor.padded([1, 0], value: 9).elements(as: Float.self) == [
                9, 0, 1, 2, 9, 3, 4, 5,
            ])
        #expect(try Tensor.concatenated([tensor, tensor]).shape == [4, 3])
        #expect(try Tensor.full([2], 3, scalarType: .int32).elements(as: Int32.self) == [3, 3])
        let index = Operator("aten::index", overload: "Tensor")
        let picked = try index(
            tensor, .optionalTensors([nil, Tensor([2, 0] as [Int64])]))
        #expect(try picked.elements(as: Float.self) == [2, 0, 5, 3])
        let flipped = Operator("aten::flip")
        #expect(
            try flipped(tensor, .integers([0, 1])).elements(as: Float.self) == [5, 4, 3, 2, 1, 0])
        let resized = Operator("aten::upsample_nearest2d", overload: "vec")
        let picture = try tensor.reshaped([1, 1, 2, 3])
        #expect(try resized(picture, .none, .reals([2, 1])).shape == [1, 1, 4, 3])
        let sum = Operator("aten::sum", overload: "dim_IntList")
        #expect(
            try sum(tensor, .integers([1]), .standard, .scalarType(.float64)).scalarType == .float64
        )
        let norm = Operator("aten::linalg_vector_norm")
        #expect(try norm.argumentNames == ["self", "ord", "dim", "keepdim", "dtype"])
    }

    @Test("a recorder sees each call on its thread with arguments and results") func records()
        throws
    {
        final class Listener: Recorder {
            var calls: [(name: String, arguments: Int, results: Int)] = []
            override func didCall(_ operation: Operator, arguments: [Value], results: [Value]) {
                calls.append((operation.fullName, arguments.count, results.count))
            }
        }
        let listener = Listener()
        let tensor = try Tensor.ones([2, 2])
        try listener.listen {
            _ = try tensor.relu() + 1.0
            _ = try tensor.top(1)
        }
        _ = try tensor.relu()
        #expect(listener.calls.map(\.name) == ["aten::relu", "aten::add.Scalar", "aten::topk"])
        #expect(listener.calls.map(\.arguments) == [1, 2, 3])
        #expect(listener.calls.map(\.results) == [1, 1, 2])
    }
}
