import Torch

/// The function between the two linear layers of a transformer's perceptron.
public enum TextActivation: String, Sendable, Hashable, CaseIterable {
    case gelu
    /// GELU by its approximation with tanh.
    case approximateGELU = "gelu_new"
    case relu, silu, tanh

    /// Other names of the same functions in published configurations.
    private static let aliases: [String: TextActivation] = [
        "gelu_pytorch_tanh": .approximateGELU, "gelu_fast": .approximateGELU,
        "gelu_python": .gelu, "swish": .silu,
    ]

    /// - Throws: `TextError.invalidValue` for a function that is not there.
    init(named name: String, key: String) throws(TextError) {
        guard let activation = TextActivation(rawValue: name) ?? Self.aliases[name] else {
            let known = (Self.allCases.map(\.rawValue) + Self.aliases.keys.sorted())
            throw .invalidValue(
                key: key, found: "'\(name)'", expected: "one of \(known.joined(separator: ", "))")
        }
        self = activation
    }

    func callAsFunction(_ input: Tensor) throws(TorchError) -> Tensor {
        switch self {
        case .gelu: try input.gelu()
        case .approximateGELU: try input.gelu(approximately: true)
        case .relu: try input.relu()
        case .silu: try input.silu()
        case .tanh: try input.tanh()
        }
    }
}
