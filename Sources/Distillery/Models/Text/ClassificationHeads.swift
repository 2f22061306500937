import Torch

/// Dropout and a linear layer on the body's pooled vector: BERT, ALBERT, MobileBERT and the networks
/// of this library.
final class PooledClassifier: TextHead {
    let dropout: Dropout
    let classifier: Linear

    let readsPooler = true
    let last: String? = "classifier"

    init(_ configuration: TextConfiguration) throws(TorchError) {
        dropout = Dropout(configuration.headDropout ?? configuration.dropout)
        classifier = try Linear(configuration.outputWidth, configuration.task.outputs ?? 1)
    }

    func output(
        of states: Tensor, padding: Padding, pooler: (any MaskedLayer)?
    ) throws(TorchError) -> Tensor {
        guard let pooler else {
            throw .engine(operation: "a head for classes", message: "the network has no pooler")
        }
        return try classifier(dropout(pooler(states, mask: padding.mask)))
    }
}

/// DistilBERT's: a linear layer with ReLU on the first token's state, then another.
final class DistilBertClassifier: TextHead {
    let preClassifier: Linear
    let activation = Activation(.relu)
    let dropout: Dropout
    let classifier: Linear

    let pooled: String? = "activation"
    let last: String? = "classifier"

    init(_ configuration: TextConfiguration) throws(TorchError) {
        preClassifier = try Linear(configuration.width, configuration.width)
        dropout = Dropout(configuration.headDropout ?? configuration.dropout)
        classifier = try Linear(configuration.width, configuration.task.outputs ?? 1)
    }

    func output(
        of states: Tensor, padding: Padding, pooler: (any MaskedLayer)?
    ) throws(TorchError) -> Tensor {
        let first = try states.select(dimension: 1, index: 0)
        return try classifier(dropout(activation(preClassifier(first))))
    }
}

/// RoBERTa's: a linear layer with tanh on the first token's state, then another.
final class RobertaClassifier: TextHead {
    let dropout: Dropout
    let dense: Linear
    let activation = Activation(.tanh)
    let projection: Linear

    var pathNames: [String: String] {
        [
            "dense": "classifier.dense", "activation": "classifier.activation",
            "projection": "classifier.out_proj",
        ]
    }
    let pooled: String? = "classifier.activation"
    let last: String? = "classifier.out_proj"

    init(_ configuration: TextConfiguration) throws(TorchError) {
        dropout = Dropout(configuration.headDropout ?? configuration.dropout)
        dense = try Linear(configuration.width, configuration.width)
        projection = try Linear(configuration.width, configuration.task.outputs ?? 1)
    }

    func output(
        of states: Tensor, padding: Padding, pooler: (any MaskedLayer)?
    ) throws(TorchError) -> Tensor {
        let first = try dropout(states.select(dimension: 1, index: 0))
        return try projection(dropout(activation(dense(first))))
    }
}
