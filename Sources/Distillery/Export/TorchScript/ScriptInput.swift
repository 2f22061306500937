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
    public static let tokens = ScriptInput.rows([
        "input_ids", "attention_mask", "token_type_ids",
    ])

    var names: [String] {
        switch self {
        case .tensor(let name): [name]
        case .rows(let names): names
        }
    }
}
