import Torch

/// BERT's body, and RoBERTa's and DistilBERT's: embeddings and a row of transformer layers.
final class TransformerBody: TextBody {
    let embeddings: TokenEmbeddings
    let layers: [TransformerLayer]
    let pooler: (any MaskedLayer)?
    private let names: TransformerNames

    var pathNames: [String: String] { ["layers": names.layers] }
    var words: Embedding { embeddings.wordEmbeddings }

    init(_ configuration: TextConfiguration) throws(TorchError) {
        let names: TransformerNames = configuration.family == .distilbert ? .distilbert : .bert
        self.names = names
        embeddings = try TokenEmbeddings(configuration, width: configuration.width)
        layers = try times(configuration.layers) { () throws(TorchError) in
            try TransformerLayer(configuration, names: names)
        }
        pooler =
            configuration.needsPooler
            ? try FirstTokenPooler(configuration.width, name: "dense") : nil
    }

    func states(of tokens: Tensor, padding: Padding) throws(TorchError) -> Tensor {
        var states = try embeddings(tokens)
        for layer in layers { states = try layer(states, mask: padding.scores) }
        return states
    }

    var paths: TextBodyPaths {
        let stages = layers.indices.map { "\(names.layers).\($0)" }
        func parts(_ name: String) -> [String] {
            stages.map { "\($0).\(names.layer[name] ?? name)" }
        }
        return TextBodyPaths(
            stages: stages, queries: parts("query"), keys: parts("key"), values: parts("value"))
    }
}

/// The results of making something a number of times.
func times<Result>(
    _ count: Int, _ make: () throws(TorchError) -> Result
) throws(TorchError) -> [Result] {
    var results: [Result] = []
    for _ in 0..<count { results.append(try make()) }
    return results
}
