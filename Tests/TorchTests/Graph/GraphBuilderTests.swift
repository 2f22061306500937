import Testing
import Torch

@Suite("Graphs that are put together call by call")
struct GraphBuilderTests {
    /// [N, L, 2] to [N · L, 2] and back to [N, L, 2], by sizes that are computed from the input's.
    private func thereAndBack() throws -> Graph {
        let builder = GraphBuilder()
        let input = builder.input(try Tensor.zeros([2, 3, 2]))
        func call(_ name: String, _ arguments: Graph.Argument...) throws -> Graph.Operand {
            let parts = name.split(separator: ".").map(String.init)
            return try builder.call(
                Operator("aten::\(parts[0])", overload: parts.count > 1 ? parts[1] : ""), arguments)[
                    0]
        }
        let sizes = try call("_shape_as_tensor", .tensor(input))
        let batch = try call("select.int", .tensor(sizes), .integer(0), .integer(0))
        let one = try call("unsqueeze", .tensor(batch), .integer(0))
        let rest = builder.constant(try Tensor([Int64(-1), 2]))
        let shape = try call("cat", .tensors([one, rest]), .integer(0))
        let flat = try call("reshape", .tensor(input), .integers([-1, 2]))
        let again = try call("reshape", .tensor(flat), .sizes(shape))
        let first = try call(
            "slice.Tensor", .tensor(again), .integer(0), .integer(0), .size(sizes, 0), .integer(1))
        return try builder.finish(outputs: [first])
    }

    @Test("keep sizes that follow the inputs, for every number and length")
    func sizesFollow() throws {
        let graph = try thereAndBack()
        for shape in [[2, 3, 2], [5, 3, 2], [1, 7, 2]] {
            let output = try graph.run([.zeros(shape)])[0]
            #expect(output.shape == shape)
        }
    }

    @Test("leave what sizes are read from on the CPU when they are placed")
    func placed() throws {
        let graph = try thereAndBack().placed(on: .cpu)
        #expect(try graph.run([.zeros([4, 1, 2])])[0].shape == [4, 1, 2])
    }

    @Test("carry out at once what takes weights alone")
    func folded() throws {
        let builder = GraphBuilder()
        let weight = builder.weight(try Tensor([Float(1), 2, 3]), named: "w")
        let doubled = try builder.call(
            Operator("aten::add", overload: "Tensor"),
            [
                .tensor(weight), .tensor(weight),
            ])[0]
        #expect(doubled.weight != nil)
        #expect(try builder.example(of: doubled).floats() == [2, 4, 6])
        #expect(throws: GraphError.independentOutput(index: 0)) {
            try builder.finish(outputs: [doubled])
        }
    }
}
