import Torch

/// What stands for one input of a graph in a TorchScript program.
public enum ScriptInput: Sendable, Equatable {
    /// The input as it is.
    case tensor(String)
    /// Its rows, each a tensor `[N, length]` of its own: they become one tensor `[N, rows, length]`.
    case rows([String])

    /// A batch of pictures `[N, channels, height, width]`, normalised.
    public static let pictures = ScriptInput.tensor("pictures")

    /// Texts as tokenizers of Hugging Face give them: ids, mask and segments, `int64` `[N, length]`
    /// each.
    public static let tokens = ScriptInput.tokens(furtherRows: 0)

    /// The same with so many rows behind them, of what is known of addresses (`AddressCodes`).
    public static func tokens(furtherRows count: Int) -> ScriptInput {
        let further = (0..<count).map { "address_codes_\($0)" }
        return .rows(["input_ids", "attention_mask", "token_type_ids"] + further)
    }

    var names: [String] {
        switch self {
        case .tensor(let name): [name]
        case .rows(let names): names
        }
    }
}
