import Testing

@testable import Torch

@Suite("Recomputation") struct RecomputationTests {
    @Test("blocks are a network's residual blocks, or the parts of a plain row") func blocks()
        throws
    {
        let network = try SmallResNet(blocks: 2, widths: [4, 8, 8])
        #expect(
            Recomputation(of: network).blocks == [
                "layer1.0", "layer1.1", "layer2.0", "layer2.1", "layer3.0", "layer3.1",
            ])
    }

    @Test("gradients and running statistics are those of the ordinary pass, to the bit")
    func equalsOrdinaryPass() throws {
        let start = try Row()
        let inputs = try (0..<2).map { _ in try Tensor.randomNormal([4, 3, 8, 8]) }
        let ordinary = try values(after: inputs, of: Row(like: start), recomputes: false)
        let recomputed = try values(after: inputs, of: Row(like: start), recomputes: true)
        #expect(ordinary.count == 16 + 25)
        #expect(ordinary.keys == recomputed.keys)
        #expect(ordinary.filter { $1 != recomputed[$0] }.isEmpty)
    }

    /// Tests that run beside this one draw from the same generator, so it may take a few attempts.
    @Test("dropout draws the same numbers again, and what follows goes on as ever")
    func drawsAgain() throws {
        let start = try Row()
        let inputs = [try Tensor.randomNormal([4, 3, 8, 8])]
        func drawn(recomputes: Bool) throws -> [String: [Float]] {
            try RandomGenerator.seed(3)
            let network = try Row(like: start, dropout: 0.3)
            var values = try values(after: inputs, of: network, recomputes: recomputes)
            values["next"] = try Tensor.random([3]).floats()
            return values
        }
        let isEqual = try (0..<100).contains { _ in
            try drawn(recomputes: false) == drawn(recomputes: true)
        }
        #expect(isEqual)
    }

    /// The state and the gradients after a backward pass for each input.
    private func values(
        after inputs: [Tensor], of network: Row, recomputes: Bool
    ) throws -> [String: [Float]] {
        let recomputation = recomputes ? Recomputation(of: network) : nil
        for input in inputs {
            let output = try recomputation?.listen { try network(input) } ?? network(input)
            try (output * output).sum().backward()
        }
        var values: [String: [Float]] = [:]
        for (path, parameter) in network.namedParameters() {
            values["\(path) gradient"] = try #require(parameter.tensor.gradient).floats()
        }
        for (path, tensor) in network.state() { values[path] = try tensor.floats() }
        return values
    }

    @Test("what a block computed is not kept") func savesMemory() throws {
        // Every block counts its passes: once forward, once more going back.
        let network = try Row()
        let recomputation = Recomputation(of: network)
        let input = try Tensor.randomNormal([2, 3, 8, 8])
        let loss = try recomputation.listen { try network(input).sum() }
        #expect(network.row.layers.compactMap { ($0 as? Noisy)?.passes } == [1, 1, 1])
        try loss.backward()
        #expect(network.row.layers.compactMap { ($0 as? Noisy)?.passes } == [2, 2, 2])
        _ = try withoutGradients { try recomputation.listen { try network(input) } }
        #expect(network.row.layers.compactMap { ($0 as? Noisy)?.passes } == [3, 3, 3])
    }

    @Test("a second backward pass and an input written over are errors") func refuses() throws {
        let network = try Row()
        let recomputation = Recomputation(of: network)
        let input = try Tensor.randomNormal([2, 3, 8, 8])
        let loss = try recomputation.listen { try network(input).sum() }
        try loss.backward()
        #expect(throws: TorchError.self) { try loss.backward() }

        let start = try network.stem(input)
        let output = try recomputation.listen { try network.row(start) }
        try withoutGradients { try start.copy(from: Tensor.zeros(start.shape)) }
        let error = try #require(throws: TorchError.self) { try output.sum().backward() }
        #expect("\(error)".contains("was written over"))
    }

    @Test("a failure while computing again keeps its text") func passesErrorsOn() throws {
        let network = try Row()
        let recomputation = Recomputation(of: network)
        let loss = try recomputation.listen {
            try network(Tensor.randomNormal([2, 3, 8, 8])).sum()
        }
        (network.row.layers[0] as? Noisy)?.fails = true
        let error = try #require(throws: TorchError.self) { try loss.backward() }
        #expect("\(error)".contains("cannot be"))
    }
}

/// A stem, three blocks that depend on the batch and on chance, and a head.
private final class Row: Layer {
    let stem: Conv2d
    let row: Sequential
    let head: Linear

    init(like other: Row? = nil, dropout: Double = 0) throws {
        stem = try Conv2d(3, 4, kernel: 3, padding: 1)
        row = try Sequential((0..<3).map { _ in try Noisy(dropout: dropout) })
        head = try Linear(4, 2)
        if let other {
            try load(Dictionary(other.state().map { ($0.path, $0.tensor) }) { first, _ in first })
        }
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        try head(row(stem(input)).adaptiveAveragePool2d([1, 1]).flattened(from: 1))
    }
}

private final class Noisy: Layer {
    let conv: Conv2d
    let norm: BatchNorm
    let dropout: Dropout
    var passes = 0
    var fails = false

    init(dropout: Double) throws {
        self.dropout = Dropout(dropout)
        conv = try Conv2d(4, 4, kernel: 3, padding: 1)
        norm = try BatchNorm(4)
    }

    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        passes += 1
        if fails { throw .engine(operation: "test", message: "cannot be") }
        return try dropout(norm(conv(input)).relu()) + input
    }
}
