import Testing
import Torch

@Suite struct GradientTests {
    @Test("gradients accumulate until they are cleared") func accumulates() throws {
        let leaf = try Tensor([3, 4] as [Float]).requireGradient()
        for _ in 0..<2 { try leaf.square().sum().backward() }
        #expect(try leaf.gradient?.elements(as: Float.self) == [12, 16])
        try leaf.setGradient(nil)
        #expect(leaf.gradient == nil)
    }

    @Test("gradients(with:) leaves accumulators alone and is nil for what was not used")
    func explicit() throws {
        let used = try Tensor([3] as [Float]).requireGradient()
        let unused = try Tensor([1] as [Float]).requireGradient()
        let gradients = try used.power(3).gradients(with: [used, unused])
        #expect(try gradients[0]?.item() == 27)
        #expect(gradients[1] == nil)
        #expect(used.gradient == nil)
    }

    @Test("a second derivative through a created graph") func second() throws {
        let x = try Tensor([2] as [Float]).requireGradient()
        let first = try #require(try x.power(3).gradients(with: [x], creatingGraph: true)[0])
        #expect(try first.gradients(with: [x])[0]?.item() == 12)
    }

    @Test("backward from many elements without a gradient is a typed error that shows the shape")
    func needsScalar() throws {
        let leaf = try Tensor.ones([2, 3]).requireGradient()
        #expect {
            try (leaf * 2.0).backward()
        } throws: {
            guard case .engine(let operation, _)? = $0 as? TorchError else { return false }
            return operation == "backward of float32[2, 3]"
        }
    }

    @Test("gradients flow to leaves only as long as they ask for it") func detaches() throws {
        let leaf = try Tensor.ones([2]).requireGradient()
        #expect(try !(leaf.detached() * 2.0).requiresGradient)
        try leaf.requireGradient(false)
        #expect(try !(leaf * 2.0).requiresGradient)
    }
}
