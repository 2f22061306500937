import Foundation
import Torch

extension ModelFolder {
    /// A further head, as `config.json` lists it; its `NAME.weight` and `NAME.bias` stand in
    /// `heads.safetensors`.
    public struct Head: Codable, Sendable, Equatable {
        public var name: String
        /// The names of the head's classes, by index.
        public var classNames: [String]

        public init(name: String, classNames: [String]) {
            self.name = name
            self.classNames = classNames
        }
    }

    public var headWeights: URL { url.appending(path: "heads.safetensors") }

    /// The further heads of the model, in the order of their tasks; empty for most models.
    ///
    /// ```swift
    /// let folder = ModelFolder(URL(filePath: "runs/mine/student"))
    /// let model = try folder.load().model
    /// let logits = try model.answers(of: folder.heads(), to: pictures)["colour"]
    /// ```
    ///
    /// - Throws: `RunError.notAModel` where the weights of a head are not there.
    public func heads() throws -> [ModelHead] {
        let listed = try describe().heads ?? []
        guard !listed.isEmpty else { return [] }
        let stored = try StateDictionary.load(from: headWeights)
        return try listed.map { head in
            guard let weight = stored["\(head.name).weight"],
                let bias = stored["\(head.name).bias"],
                weight.shape.count == 2, weight.shape[0] == head.classNames.count
            else {
                throw RunError.notAModel(
                    path: url.path,
                    missing: "heads.safetensors has no weights of \(head.classNames.count) classes "
                        + "for head '\(head.name)'")
            }
            let layer = try Linear(weight.shape[1], weight.shape[0])
            try layer.load(["weight": Tensor(weight), "bias": Tensor(bias)])
            return ModelHead(head, layer: layer)
        }
    }

    func write(heads: [ModelHead]) throws {
        let tensors = try heads.flatMap { head in
            try head.layer.state().map {
                ("\(head.name).\($0.path)", try StoredTensor($0.tensor))
            }
        }
        try SafetensorsWriter.write(tensors, metadata: ["format": "pt"], to: headWeights)
    }
}

extension ModelHead {
    init(_ head: ModelFolder.Head, layer: Linear) {
        self.init(name: head.name, classNames: head.classNames, layer: layer)
    }

    /// As `config.json` lists it.
    var description: ModelFolder.Head { ModelFolder.Head(name: name, classNames: classNames) }
}
