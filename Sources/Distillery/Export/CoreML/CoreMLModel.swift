import SwiftProtobuf
import Torch

/// A graph as a Core ML model: its program and what is said about it.
struct CoreMLModel {
    let package: CoreMLPackage

    init(_ graph: Graph, _ description: CoreMLDescription) throws {
        guard graph.inputs.count == description.inputs.count else {
            throw CoreMLError.inputCount(
                found: description.inputs.count, expected: graph.inputs.count)
        }
        guard graph.outputs.count == 1 else { throw CoreMLError.outputCount(graph.outputs.count) }
        let names = description.inputs.map(\.name) + description.output.names
        try CoreMLNames.require(names)
        for input in description.inputs { try input.validate() }

        let prepared = try graph.takingParts().removingIdentities().foldingBatchNorm()
        let examples = try CoreMLExamples(prepared, inputs: description.inputs)
        let program = CoreMLProgram(precision: description.precision, reserving: names)
        let taken = description.inputs.map(\.variable)
        var inputs: [Graph.ValueID: CoreMLVariable] = [:]
        for (index, value) in examples.graph.inputs.enumerated() {
            inputs[value] = try description.inputs[index].prepared(in: program)
        }
        var conversion = CoreMLConversion(program: program, examples: examples, inputs: inputs)
        try conversion.run()
        guard let result = conversion.values[examples.graph.outputs[0]] else {
            throw CoreMLError.outputCount(0)
        }
        let output = try description.output.add(result, to: program)

        var model = MILModel()
        model.specificationVersion = CoreMLProgram.specificationVersion
        let function = program.function(inputs: taken, outputs: description.output.names)
        let used = Set(function.inputs.map(\.name))
        model.mlProgram.version = 1
        model.mlProgram.functions["main"] = function
        model.description_p.input = description.inputs.filter { used.contains($0.name) }
            .map(\.feature)
        model.description_p.output = description.output.features(output)
        if case .classes(_, let label, let probabilities) = description.output {
            model.description_p.predictedFeatureName = label
            model.description_p.predictedProbabilitiesName = probabilities
        }
        model.description_p.metadata = description.metadata.stated
        package = CoreMLPackage(model: model, blobs: program.blobs)
    }
}

extension CoreMLMetadata {
    fileprivate var stated: MILMetadata {
        .with {
            $0.shortDescription = summary
            $0.author = author
            $0.license = license
            $0.versionString = version
            $0.userDefined = userDefined
        }
    }
}
