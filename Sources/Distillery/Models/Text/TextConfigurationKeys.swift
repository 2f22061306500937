/// What a family's `config.json` calls the sizes and probabilities that all families have.
struct TextConfigurationKeys {
    var width = "hidden_size"
    var layers = "num_hidden_layers"
    var heads = "num_attention_heads"
    var hidden = "intermediate_size"
    var activation = "hidden_act"
    var dropout = "hidden_dropout_prob"
    var attentionDropout = "attention_probs_dropout_prob"
    var headDropout = "classifier_dropout"

    init(_ family: TextFamily) {
        switch family {
        case .distilbert:
            (width, layers, heads, hidden) = ("dim", "n_layers", "n_heads", "hidden_dim")
            (activation, dropout) = ("activation", "dropout")
            (attentionDropout, headDropout) = ("attention_dropout", "seq_classif_dropout")
        case .albert: headDropout = "classifier_dropout_prob"
        default: break
        }
    }
}
