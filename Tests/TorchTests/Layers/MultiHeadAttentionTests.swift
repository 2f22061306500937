import Testing
import Torch

@Suite struct MultiHeadAttentionTests {
    @Test(
        "output and gradients equal PyTorch's",
        arguments: [
            "attention-self", "attention-cross", "attention-masked", "attention-head-masks",
        ]
    )
    func matchesReference(_ name: String) throws {
        let reference = try Fixture("layers/\(name)")
        let layer = try MultiHeadAttention(6, heads: 2, bias: reference.has("state.in_proj_bias"))
        try layer.load(reference.tensors(under: "state"))
        func input(_ name: String) throws -> Tensor? {
            guard reference.has(name) else { return nil }
            let tensor = try reference[name]
            return tensor.scalarType == .bool ? tensor : try tensor.requireGradient()
        }
        let queries = try #require(try input("query"))
        let keys = try input("key") ?? queries
        let values = try input("value") ?? queries

        let output = try layer(
            queries, keys: keys, values: values, keyPaddingMask: input("key_padding_mask"),
            attentionMask: input("attn_mask"))
        try output.backward(gradient: reference["outputGradient"])

        #expect(try difference(output, reference["output"]) < 1e-5)
        #expect(try difference(queries.gradient, reference["gradient.of.query"]) < 2e-5)
        if keys !== queries {
            #expect(try difference(keys.gradient, reference["gradient.of.key"]) < 2e-5)
            #expect(try difference(values.gradient, reference["gradient.of.value"]) < 2e-5)
        }
        for (path, parameter) in layer.namedParameters() {
            let expected = try reference["gradient.\(path)"]
            #expect(try difference(parameter.tensor.gradient, expected) < 5e-5, "\(path)")
        }
    }

    @Test("has PyTorch's names") func names() throws {
        let layer = try MultiHeadAttention(6, heads: 2)
        #expect(
            layer.state().map(\.path) == [
                "in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias",
            ])
    }

    @Test("as a layer attends to its own input and shows taps the result") func tapped() throws {
        let layer = try MultiHeadAttention(4, heads: 2)
        let network = Sequential(layer)
        let input = try Tensor.randomNormal([2, 3, 4])
        let session = try TapSession(["0"], in: network)
        let output = try session.listen { try network(input) }
        #expect(session.outputs["0"] === output)
        let direct = try layer(input, keys: input, values: input)
        #expect(try difference(output, direct) < 1e-6)
    }
}
