/// How the folder of a network that sees pictures is used.
struct PictureReadme {
    var description: ModelFolder.Description
    var isHalf: Bool

    var text: String {
        let model = description.model
        return """
            # \(model.kind), \(model.classes) classes

            | file | content |
            |---|---|
            | `model.safetensors` | parameters and buffers\(isHalf ? ", in half precision" : ""), under the names that the network's published PyTorch code gives them |
            | `config.json` | the network's shape, the classes, the normalisation: enough for Distillery to build it |
            | `labels.json` | the names of the classes, by index of the output |
            | `preprocessing.json` | what goes in |

            The input is `[N, \(model.channels), \(model.imageSize.height), \(model.imageSize.width)]`: \
            samples of 0…1 less `mean`, divided by `std` of `preprocessing.json`. The output is logits \
            `[N, \(model.classes)]`.

            ```python
            import json
            import numpy as np
            from PIL import Image
            from safetensors.numpy import load_file

            weights = load_file("model.safetensors")          # {name: array}
            labels = json.load(open("labels.json"))
            made = json.load(open("preprocessing.json"))

            picture = Image.open("picture.jpg").convert("\(model.channels == 1 ? "L" : "RGB")")
            picture = picture.resize((made["width"], made["height"]), Image.Resampling.BILINEAR)
            samples = np.asarray(picture, np.float32).reshape(made["height"], made["width"], -1) / 255
            batch = ((samples - made["mean"]) / made["std"]).transpose(2, 0, 1)[None].astype(np.float32)
            ```

            A PyTorch module of the same architecture takes the weights with \
            `module.load_state_dict(safetensors.torch.load_file("model.safetensors"))`. Without one, \
            export to TorchScript or ONNX: those hold the computation, too.

            """
    }
}
