import Torch

/// ALBERT's body: narrow embeddings, and layers that share their weights (Lan et al., 2019).
final class AlbertBody: TextBody {
    let embeddings: TokenEmbeddings
    /// From the embeddings' width to the layers'.
    let projection: Linear
    let groups: [AlbertGroup]
    /// Gives the states after each run of a group, so that there is a path for every depth.
    let depths: [Identity]
    let pooler: (any MaskedLayer)?

    var pathNames: [String: String] {
        [
            "projection": "encoder.embedding_hidden_mapping_in",
            "groups": TransformerNames.albert.layers, "depths": "encoder.depths",
        ]
    }
    var words: Embedding { embeddings.wordEmbeddings }

    init(_ configuration: TextConfiguration) throws(TorchError) {
        let narrow = configuration.embeddingWidth ?? configuration.width
        let sharing = configuration.sharing ?? .init()
        embeddings = try TokenEmbeddings(configuration, width: narrow)
        projection = try Linear(narrow, configuration.width)
        groups = try times(sharing.groups) { () throws(TorchError) in
            try AlbertGroup(configuration, count: sharing.innerLayers)
        }
        depths = (0..<configuration.layers).map { _ in Identity() }
        pooler =
            configuration.needsPooler
            ? try FirstTokenPooler(configuration.width, name: "") : nil
    }

    func states(of tokens: Tensor, padding: Padding) throws(TorchError) -> Tensor {
        var states = try projection(embeddings(tokens))
        for (index, depth) in depths.enumerated() {
            let group = groups[index * groups.count / depths.count]
            for layer in group.layers { states = try layer(states, mask: padding.scores) }
            states = try depth(states)
        }
        return states
    }

    var paths: TextBodyPaths {
        let names = TransformerNames.albert
        let layers = groups.enumerated().flatMap { index, group in
            group.layers.indices.map { "\(names.layers).\(index).albert_layers.\($0)" }
        }
        func parts(_ name: String) -> [String] {
            layers.map { "\($0).\(names.layer[name] ?? name)" }
        }
        return TextBodyPaths(
            embeddings: "encoder.embedding_hidden_mapping_in",
            stages: depths.indices.map { "encoder.depths.\($0)" }, queries: parts("query"),
            keys: parts("key"), values: parts("value"))
    }
}

/// Layers that ALBERT runs one after the other, several times over.
final class AlbertGroup: Module {
    let layers: [TransformerLayer]

    var pathNames: [String: String] { ["layers": "albert_layers"] }

    init(_ configuration: TextConfiguration, count: Int) throws(TorchError) {
        layers = try times(count) { () throws(TorchError) in
            try TransformerLayer(configuration, names: .albert)
        }
    }
}
