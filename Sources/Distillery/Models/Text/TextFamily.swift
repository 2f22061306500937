import Torch

/// The architectures of text networks, by the `model_type` of their `config.json`.
public enum TextFamily: String, Sendable, Hashable, CaseIterable, Codable {
    case bert, roberta
    case xlmRoberta = "xlm-roberta"
    case distilbert, albert, mobilebert
    /// Convolutions over words with attention pooling; of this library.
    case convolution = "text-cnn"
    /// A recurrent network in both directions with attention pooling; of this library.
    case recurrence = "bilstm"

    /// - Throws: `TextError.unknownFamily` with the nearest name.
    public init(named name: String) throws(TextError) {
        guard let family = TextFamily(rawValue: name) else {
            let known = Self.allCases.map(\.rawValue)
            throw .unknownFamily(
                name: name, nearest: nearestName(to: name, in: known), known: known)
        }
        self = family
    }

    /// What the names of all parameters before the head begin with in published weights.
    var prefix: String {
        switch self {
        case .bert, .distilbert, .albert, .mobilebert: rawValue
        case .roberta, .xlmRoberta: "roberta"
        case .convolution, .recurrence: "encoder"
        }
    }

    /// What the classes of `transformers` begin with, as in `BertForMaskedLM`.
    var className: String {
        switch self {
        case .bert: "Bert"
        case .roberta: "Roberta"
        case .xlmRoberta: "XLMRoberta"
        case .distilbert: "DistilBert"
        case .albert: "Albert"
        case .mobilebert: "MobileBert"
        case .convolution: "TextConvolution"
        case .recurrence: "TextRecurrence"
        }
    }

    /// Whether layers are transformers with attention of tokens to tokens.
    public var isTransformer: Bool { self != .convolution && self != .recurrence }
}
