import Foundation
import Torch

@testable import Distillery

/// Networks as TorchScript files, each beside inputs and the network's own answers to them, which
/// Fixtures/export/check_scripts.py reads.
struct ScriptExamples {
    /// A network, the batch that it is recorded on, and batches of other numbers and lengths.
    struct Case {
        var name: String
        var network: any Classifier
        var recorded: Tensor
        var batches: [Tensor]
        var input: ScriptInput

        static func pictures(_ name: String) throws -> Case {
            let model = try ModelCatalog.builtIn.makeModel(
                .init(kind: name, classes: 10, imageSize: .init(width: 32, height: 32)))
            model.setTraining(false)
            func batch(_ count: Int) throws -> Tensor {
                try ModelFormula.uniform(count * 3 * 32 * 32, position: count)
                    .reshaped([count, 3, 32, 32])
            }
            return Case(
                name: name, network: model, recorded: try batch(2),
                batches: [try batch(1), try batch(3)], input: .pictures)
        }

        static func texts(_ name: String) throws -> Case {
            Case(
                name: name, network: try TextFixture.load(name).network,
                recorded: try TokenBatch.tensor(ids: [[2, 7, 3, 4]]),
                batches: [
                    try TokenBatch.tensor(ids: [[2, 3]]),
                    try TokenBatch.tensor(
                        ids: [[2, 5, 9, 14, 3, 21], [2, 3], [2, 11, 3]],
                        segments: [[0, 0, 0, 1, 1, 1], [0, 0], [0, 1, 1]]),
                ], input: .tokens)
        }

        func graph() throws -> Graph {
            try Graph.trace(network, inputs: [recorded]).removingIdentities()
        }

        func answers() throws -> [Tensor] {
            try withoutGradients { try batches.map { try network($0) } }
        }

        /// A batch as the program's arguments.
        func arguments(_ batch: Tensor) throws -> [Tensor] {
            guard case .rows(let names) = input else { return [batch] }
            return try names.indices.map { try batch.select(dimension: 1, index: $0) }
        }
    }

    let folder: URL

    /// Writes the network's program, and what it is to answer.
    func write(_ example: Case) throws {
        let file = folder.appending(path: "\(example.name).pt")
        let graph = try example.graph()
        try TorchScriptExport(inputs: [example.input]).write(graph, to: file)
        var state: [(path: String, tensor: Tensor)] = []
        for (number, (batch, answer)) in zip(example.batches, try example.answers()).enumerated() {
            for (name, tensor) in zip(example.input.names, try example.arguments(batch)) {
                state.append(("case.\(number).inputs.\(name)", tensor))
            }
            state.append(("case.\(number).output", answer))
        }
        try SafetensorsWriter.write(
            state: state, to: file.deletingPathExtension().appendingPathExtension("safetensors"))
        let names = graph.parameterPaths.sorted().joined(separator: "\n")
        try Data(names.utf8).write(
            to: file.deletingPathExtension().appendingPathExtension("names"))
    }
}
