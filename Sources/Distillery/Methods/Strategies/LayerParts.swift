import Torch

/// A transformer's parameters from the bottom up: embeddings, lower layers, upper layers, head.
struct LayerParts {
    let layers: Int
    let lowerLayers: Int
    /// The paths of the parameters of each of the four parts.
    let paths: [[String]]

    /// - Parameter lower: how many layers are the lower ones; nil is the first half, at least one.
    /// - Throws: `MethodError.unsuitable` for a network that is not here, whose layers share their weights,
    ///   or that has fewer layers.
    init(of student: TappedNetwork, lower: Int?) throws {
        let kind = LayerByLayer.kind
        _ = try student.requireTokens(for: kind)
        let stages = student.stages
        let parameters = student.network?.namedParameters().map(\.path) ?? []
        let owners = parameters.map { path in
            stages.firstIndex { path == $0 || path.hasPrefix($0 + ".") }
        }
        guard !stages.isEmpty, stages.indices.allSatisfy({ owners.contains($0) }) else {
            throw MethodError.unsuitable(
                method: kind,
                reason:
                    "it trains layer after layer, and the student \(student.name) has no layers "
                    + "with weights of their own; take 'stages' and name its parts")
        }
        layers = stages.count
        lowerLayers = lower ?? max(1, stages.count / 2)
        guard lowerLayers <= layers else {
            throw MethodError.unsuitable(
                method: kind,
                reason: "'lower-layers' is \(lowerLayers), and the student \(student.name) has "
                    + "\(layers) layers")
        }
        // What was done before the first layer was done, and is none, is below it.
        let first = student.order.firstIndex(of: stages[0]) ?? 0
        let below = Set(student.order[..<first])
        var paths = [[String]](repeating: [], count: 4)
        for (path, owner) in zip(parameters, owners) {
            let module = path.split(separator: ".").dropLast().joined(separator: ".")
            switch owner {
            case let layer?: paths[layer < lowerLayers ? 1 : 2].append(path)
            case nil: paths[below.contains(module) ? 0 : 3].append(path)
            }
        }
        self.paths = paths
    }

    /// The paths of a part, with those of all below it unless it is alone.
    func paths(upTo part: Int, alone: Bool) -> [String] {
        alone ? paths[part] : paths[...part].flatMap { $0 }
    }
}
