/// How the folder of a network that reads texts is used.
struct TextReadme {
    var configuration: TextConfiguration
    var isHalf: Bool

    var text: String {
        """
        # \(configuration.family.rawValue), \(configuration.task.name)

        | file | content |
        |---|---|
        | `model.safetensors` | the parameters\(isHalf ? ", in half precision" : "") |
        | `config.json` | sizes and classes, as `transformers` writes them |
        | `tokenizer.json` and its like | the tokenizer |
        | `preprocessing.json` | the longest text in tokens, special ones included, and the padding's id |

        \(use)\(addresses)

        """
    }

    private var use: String {
        guard configuration.family.isTransformer else {
            return """
                `transformers` has no network of this kind; its weights are read with \
                `safetensors.torch.load_file("model.safetensors")`, its tokenizer with \
                `tokenizers.Tokenizer.from_file("tokenizer.json")`. Export to TorchScript or ONNX for \
                files that hold the computation, too.
                """
        }
        return switch configuration.task {
        case .classification:
            example(
                "AutoModelForSequenceClassification",
                """
                probabilities = model(**tokens).logits.softmax(-1)[0]
                by_name = {model.config.id2label[i]: p.item() for i, p in enumerate(probabilities)}
                """)
        case .regression:
            example(
                "AutoModelForSequenceClassification", "number = model(**tokens).logits[0, 0].item()"
            )
        case .maskedWords:
            example(
                "AutoModelForMaskedLM",
                "words = tokenizer.batch_decode(model(**tokens).logits.argmax(-1))")
        case .embedding:
            """
            ```python
            from sentence_transformers import SentenceTransformer

            model = SentenceTransformer(".")
            vectors = model.encode(["a text", "another"])
            ```
            """
        }
    }

    private func example(_ name: String, _ end: String) -> String {
        """
        ```python
        from transformers import AutoTokenizer, \(name)

        tokenizer = AutoTokenizer.from_pretrained(".")
        model = \(name).from_pretrained(".")\(isHalf ? ".float()" : "").eval()
        tokens = tokenizer("a text", "the other of a pair", return_tensors="pt")
        \(end)
        ```
        """
    }

    private var addresses: String {
        guard configuration.addressCodes != nil else { return "" }
        return """


            The network also reads numbers of the address beside each token (`address.json`), which \
            `transformers` leaves out with a remark: its answers are then those without them.
            """
    }
}
