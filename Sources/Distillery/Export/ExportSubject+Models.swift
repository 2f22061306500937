import Foundation
import Torch

extension ExportSubject {
    /// A network of pictures, `[batch, channels, height, width]` to logits.
    ///
    /// - Parameters:
    ///   - size: of the pictures.
    ///   - normalization: worked into the graph, so that pictures of 0…1 go in; nil leaves it to whoever
    ///     calls.
    ///   - givesProbabilities: whether the output is their softmax.
    public init(
        pictures model: any ImageClassifier, classNames: [String], channels: Int, size: ImageSize,
        normalization: Normalization? = nil, givesProbabilities: Bool = false
    ) throws {
        let example = try Tensor.zeros([2, channels, size.height, size.width])
        let graph = try Graph.trace(model, inputs: [example]) { inputs in
            var picture = inputs[0]
            if let normalization { picture = try normalization.done(to: picture) }
            let logits = try model(picture)
            return [givesProbabilities ? try logits.softmax(dimension: -1) : logits]
        }
        self.init(
            graph: try graph.removingIdentities().foldingBatchNorm(), inputs: [Port("input")],
            output: Port(givesProbabilities ? "probabilities" : "logits"), classNames: classNames)
    }

    /// A network of texts: ids, mask and segments, each `int64` `[batch, length]`, and where it reads them
    /// the codes of addresses `[batch, rows, length]`.
    ///
    /// - Parameter codeRows: how many rows of codes stand beside the tokens; 0 where it reads none.
    public init(
        texts network: any TextNetwork, classNames: [String], codeRows: Int = 0,
        givesProbabilities: Bool = false
    ) throws {
        let sizes = [2, 8]
        let ids = try Tensor.ones(sizes, scalarType: .int64)
        var inputs = [ids, try ids.copied(), try ids.zerosLike()]
        let names = ["input_ids", "attention_mask", "token_type_ids"]
        var ports = names.map { Port($0, open: [0: "batch", 1: "sequence"]) }
        if codeRows > 0 {
            inputs.append(try .zeros([sizes[0], codeRows, sizes[1]], scalarType: .int64))
            ports.append(Port(OnnxFile.furtherName, open: [0: "batch", 2: "sequence"]))
        }
        let graph = try Graph.trace(network, inputs: inputs) { inputs in
            var tokens = try Tensor.stacked(Array(inputs.prefix(3)), dimension: 1)
            if inputs.count > 3 {
                tokens = try .concatenated([tokens, inputs[3]], dimension: 1)
            }
            let answers = try network(tokens)
            return [givesProbabilities ? try answers.softmax(dimension: -1) : answers]
        }
        let (used, places) = graph.takingParts().removingIdentities().droppingUnusedInputs()
        self.init(
            graph: used, inputs: places.map { ports[$0] },
            output: Port(givesProbabilities ? "probabilities" : "logits"), classNames: classNames)
    }
}

extension ExportSubject {
    /// A run's model as it is handed over.
    ///
    /// - Throws: `ExportError.model` for one that came as a file of another program.
    init(
        _ network: any Classifier, of folder: ModelFolder, _ form: any InputForm,
        _ plan: ExportPlan
    ) throws {
        switch (network, form) {
        case (let model as any ImageClassifier, let pictures as PictureForm):
            let description = try folder.describe()
            try self.init(
                pictures: model, classNames: description.classNames,
                channels: description.model.channels, size: pictures.plainView.size,
                normalization: plan.normalises ? description.normalization : nil,
                givesProbabilities: plan.givesProbabilities)
        case (let model as any TextNetwork, let texts as TextForm):
            let names: [String] =
                if case .classification(let names) = model.configuration.task { names } else { [] }
            try self.init(
                texts: model, classNames: names,
                codeRows: model.configuration.addressCodes == nil
                    ? 0 : texts.address?.rowCount ?? 0,
                givesProbabilities: plan.givesProbabilities)
        default:
            throw ExportError.model(
                path: folder.url.path,
                reason: "it is a file of another program, which is an export already")
        }
    }
}
