import Foundation
import Torch

extension ImageClassifier {
    /// Copies weights in, whose names may be those of another publisher of the same architecture.
    ///
    /// A wrapper's prefix that all names share (`module.`, `_orig_mod.`, `model.`) is taken off, and
    /// parts of paths are translated by `aliases`, as `linear.weight` to `fc.weight`. Names that the
    /// model itself has are never touched.
    ///
    /// - Throws: `ModelError` where the number of classes, the kind of shortcut or the stem is
    ///   another; otherwise `StateError` with the names that do not fit.
    public func loadWeights(_ source: [String: Tensor]) throws {
        let own = Dictionary(state().map { ($0.path, $0.tensor) }) { first, _ in first }
        let named = translated(source, own: own)
        try explainMismatch(named, own: own)
        try load(named)
    }

    /// How many classes weights in a file are for; nil where the head is not among them.
    func classCount(ofWeightsAt url: URL) throws -> Int? {
        let shapes = Dictionary(
            try StateDictionary.load(from: url).entries.map { ($0.name, $0.tensor.shape) }
        ) { first, _ in first }
        let own = Dictionary(state().map { ($0.path, $0.tensor) }) { first, _ in first }
        return translated(shapes, own: own)["\(head).weight"]?.first
    }

    private func translated<Value>(
        _ source: [String: Value], own: [String: Tensor]
    ) -> [String: Value] {
        let prefix = wrapperPrefix(of: source.keys)
        var named: [String: Value] = [:]
        var foreign: [String: Value] = [:]
        for (name, tensor) in source {
            let path = String(name.dropFirst(prefix.count))
            if own[path] != nil { named[path] = tensor } else { foreign[path] = tensor }
        }
        // Two names for one path cannot both be right: the foreign one is left over, an error.
        for (path, tensor) in foreign {
            let translation = alias(of: path)
            named[named[translation] == nil ? translation : path] = tensor
        }
        return named
    }

    private func alias(of path: String) -> String {
        path.split(separator: ".").map { aliases[String($0)] ?? String($0) }
            .joined(separator: ".")
    }

    /// The most likely reasons for a misfit, said in the user's words.
    private func explainMismatch(_ named: [String: Tensor], own: [String: Tensor]) throws {
        let weight = "\(head).weight"
        if let given = named[weight]?.shape.first, given != configuration.classes {
            throw ModelError.classCount(
                model: configuration.kind, head: weight, expected: configuration.classes,
                found: given)
        }
        if let shortcut = configuration.shortcut {
            let isProjection = named.keys.contains { $0.contains(".downsample.") }
            let found: ModelConfiguration.Shortcut = isProjection ? .projection : .padding
            guard found == shortcut else {
                throw ModelError.shortcut(model: configuration.kind, found: found)
            }
        }
        if let (name, tensor) = state().first(where: { $0.tensor.rank == 4 }),
            let given = named[name]?.shape,
            given != tensor.shape, given.count == 4, given.first == tensor.shape.first
        {
            throw ModelError.stem(
                model: configuration.kind, name: name, expected: tensor.shape, found: given)
        }
    }
}

private func wrapperPrefix(of names: some Collection<String>) -> String {
    ["module.", "_orig_mod.", "model."].first { prefix in
        !names.isEmpty && names.allSatisfy { $0.hasPrefix(prefix) }
    } ?? ""
}
