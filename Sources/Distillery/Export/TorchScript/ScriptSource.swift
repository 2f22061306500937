import Torch

/// A graph's calls as the source of a TorchScript `forward`: a line each, as `_4 = torch.relu(_3)`.
struct ScriptSource {
    static let format = "TorchScript"

    let graph: Graph
    /// Where the weights lie.
    let places: [String: [String]]
    /// The weights that are kept in half precision, and widened where they are used.
    let halves: Set<String>

    /// - Throws: `ExportError` for what TorchScript cannot say.
    func text(inputs: [ScriptInput]) throws -> String {
        let parameters = arguments(for: inputs)
        let declared = parameters.flatMap { $0 }.map { "\($0): Tensor" }
        var lines = ["def forward(self, \(declared.joined(separator: ", "))):"]
        for (value, names) in zip(graph.inputs, parameters) {
            let rows = names.joined(separator: ", ")
            let input = names.count == 1 ? rows : "torch.stack([\(rows)], 1)"
            lines.append("\(name(of: value)) = \(input)")
        }
        for node in graph.nodes {
            lines += try ScriptCall(
                source: self, call: GraphCall(graph: graph, node: node, format: Self.format)
            ).lines()
        }
        lines.append("return \(graph.outputs.map(name).joined(separator: ", "))")
        return lines.joined(separator: "\n    ") + "\n"
    }

    func name(of value: Graph.ValueID) -> String { "_\(value.number)" }

    /// Names of `forward`'s arguments for each input, no two alike.
    private func arguments(for inputs: [ScriptInput]) -> [[String]] {
        var taken: Set<String> = []
        return inputs.map { input in
            input.names.map { wanted in
                var name = ScriptNames.argument(wanted)
                while !taken.insert(name).inserted { name += "_" }
                return name
            }
        }
    }
}
