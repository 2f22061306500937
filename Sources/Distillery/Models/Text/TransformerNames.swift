/// What `transformers` calls the parts of a family's layers.
///
/// The layers of BERT, RoBERTa, DistilBERT and ALBERT compute the same.
struct TransformerNames {
    /// The parts of a layer: the name in `TransformerLayer` to the published path.
    var layer: [String: String]
    /// The list of layers.
    var layers: String

    static let bert = TransformerNames(
        layer: [
            "query": "attention.self.query", "key": "attention.self.key",
            "value": "attention.self.value", "attended": "attention.output.dense",
            "attentionNorm": "attention.output.LayerNorm", "widening": "intermediate.dense",
            "narrowing": "output.dense", "outputNorm": "output.LayerNorm",
        ],
        layers: "encoder.layer")

    static let distilbert = TransformerNames(
        layer: [
            "query": "attention.q_lin", "key": "attention.k_lin", "value": "attention.v_lin",
            "attended": "attention.out_lin", "attentionNorm": "sa_layer_norm",
            "widening": "ffn.lin1", "narrowing": "ffn.lin2", "outputNorm": "output_layer_norm",
        ],
        layers: "transformer.layer")

    static let albert = TransformerNames(
        layer: [
            "query": "attention.query", "key": "attention.key", "value": "attention.value",
            "attended": "attention.dense", "attentionNorm": "attention.LayerNorm",
            "widening": "ffn", "narrowing": "ffn_output", "outputNorm": "full_layer_layer_norm",
        ],
        layers: "encoder.albert_layer_groups")
}
