import Testing
import Torch

@Suite struct AutocastTests {
    private func network() throws -> (Sequential, Fixture) {
        let reference = try Fixture("autograd/autocast")
        let network = Sequential(
            try Conv2d(3, 4, kernel: 3), Activation(.relu), Flatten(), try Linear(36, 3))
        try network.load(reference.tensors(under: "state"))
        return (network, reference)
    }

    @Test("bf16 inside, loss in fp32, numbers close to PyTorch's under autocast")
    func matchesReference() throws {
        let (network, reference) = try network()
        let loss = try withAutocast(.bfloat16, on: .cpu) { () throws(TorchError) in
            do {
                let output = try network(reference["input"])
                #expect(output.scalarType == .bfloat16)
                #expect(try difference(output, reference["output"]) < 0.05)
                return try output.crossEntropy(with: Tensor([0, 2] as [Int64]))
            } catch let error as TorchError { throw error } catch {
                throw .engine(operation: "fixture", message: "\(error)")
            }
        }
        try loss.backward()
        #expect(loss.scalarType == .float32)
        #expect(try difference(loss, reference["loss"]) < 0.02)
        for (path, parameter) in network.namedParameters() {
            let expected = try reference["gradient.\(path)"]
            #expect(parameter.tensor.gradient?.scalarType == .float32)
            #expect(try difference(parameter.tensor.gradient, expected) < 0.05, "\(path)")
        }
    }

    @Test("full precision comes back after the body, and no type means no change")
    func restores() throws {
        let matrix = try Tensor.ones([2, 2])
        let lowered = try withAutocast(.bfloat16, on: .cpu) { () throws(TorchError) in
            try matrix.matrixProduct(with: matrix)
        }
        #expect(lowered.scalarType == .bfloat16)
        #expect(try matrix.matrixProduct(with: matrix).scalarType == .float32)
        let plain = try withAutocast(nil, on: .cpu) { () throws(TorchError) in
            try matrix.matrixProduct(with: matrix)
        }
        #expect(plain.scalarType == .float32)
    }
}
