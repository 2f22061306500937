import Testing

@testable import Torch

@Suite struct GraphExamplesTests {
    private func graph() throws -> Graph {
        let layer = try Linear(3, 2)
        return try Graph.trace(layer, inputs: [.zeros([4, 3])]) { inputs in
            let turned = try layer.weight.tensor.transposed(0, 1)
            return [try inputs[0].matrixProduct(with: turned)]
        }
    }

    @Test("shapes are those of other examples, values keep their numbers") func shapes() throws {
        let (one, five) = (
            try graph().retaken(on: [.zeros([1, 3])]), try graph().retaken(on: [.zeros([5, 3])])
        )
        #expect(one.outputs == five.outputs)
        #expect(one.types[one.outputs[0]]?.shape == [1, 2])
        #expect(five.types[five.outputs[0]]?.shape == [5, 2])
    }

    @Test("calls that take weights alone become weights") func constants() throws {
        let before = try graph()
        let after = try before.retaken(on: [.zeros([1, 3])])
        #expect(before.nodes.map(\.operation.name) == ["aten::transpose", "aten::matmul"])
        #expect(after.nodes.map(\.operation.name) == ["aten::matmul"])
        let input = try Tensor.randomNormal([6, 3])
        #expect(try after.run([input])[0].floats() == before.run([input])[0].floats())
    }
}
