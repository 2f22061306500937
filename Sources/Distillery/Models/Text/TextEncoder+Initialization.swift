import Torch

extension TextEncoder {
    /// Draws first values as `transformers` does: weights and vectors normal with the
    /// configuration's deviation, biases and the padding's vector zero.
    ///
    /// Convolutions and recurrences keep PyTorch's own; so do linear layers between them.
    func initialize() throws(TorchError) {
        for (path, module) in namedModules() { try initialize(module, at: path) }
    }

    /// Draws anew what lies at these paths of parameters, and no more.
    func initialize(parameters paths: [String]) throws(TorchError) {
        let owners = Set(paths.map { $0.split(separator: ".").dropLast().joined(separator: ".") })
        for (path, module) in namedModules() where owners.contains(path) {
            try initialize(module, at: path)
        }
    }

    private func initialize(_ module: any Module, at path: String) throws(TorchError) {
        let normal = Initializer.normal(deviation: configuration.deviation)
        switch module {
        case let embedding as Embedding:
            try embedding.weight.initialize(normal)
            guard let padding = embedding.paddingIndex else { return }
            try withoutGradients { () throws(TorchError) in
                try embedding.weight.tensor.select(dimension: 0, index: padding).fill(with: 0)
            }
        case let linear as Linear where configuration.family.isTransformer:
            try linear.weight.initialize(normal)
            try linear.bias?.initialize(.zeros)
        case let decoder as WordDecoder:
            try decoder.bias.initialize(.zeros)
            try decoder.remainder?.initialize(normal)
        case let norm as LayerNorm:
            try norm.weight?.initialize(.ones)
            try norm.bias?.initialize(.zeros)
        case let norm as ScaleAndShift:
            try norm.weight.initialize(.ones)
            try norm.bias.initialize(.zeros)
        default: break
        }
    }
}
