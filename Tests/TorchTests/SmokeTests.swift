import Testing

@testable import Torch

@Suite struct OperatorTests {
    @Test("a linear layer learns by hand-written gradient descent") func learns() throws {
        let layer = try Linear(3, 2)
        #expect(layer.namedParameters().map(\.path) == ["weight", "bias"])
        let x = try Tensor([1, 2, 3, 4, 5, 6] as [Float], shape: [2, 3])
        let loss = try layer(x).square().mean()
        try loss.backward()
        #expect(layer.weight.tensor.gradient?.shape == [2, 3])
    }

    @Test("a refused call carries the operator, libtorch's words and the shapes") func refuses()
        throws
    {
        let x = try Tensor.zeros([2, 3])
        #expect {
            _ = try x.matrixProduct(with: x)
        } throws: { error in
            print(error)
            guard case .operatorFailed(let name, _, let arguments)? = error as? TorchError else {
                return false
            }
            return name == "aten::matmul" && arguments == ["float32[2, 3]", "float32[2, 3]"]
        }
    }
}
