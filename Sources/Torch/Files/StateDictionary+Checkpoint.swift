extension StateDictionary {
    /// Where training programs keep the weights in their checkpoints, the likeliest first.
    private static let usualKeys = [
        "state_dict", "model_state_dict", "model_state", "state", "model", "module", "net",
        "network", "student", "weights", "params",
    ]
    /// Dictionaries in dictionaries, as {"model": {"state_dict": …}}, are followed this far.
    private static let maximumDepth = 3

    /// The weights in what a checkpoint holds: under `key`, or where they usually are.
    init(checkpoint: PickleValue, path: String, key: String?) throws(CheckpointError) {
        let found = Self.keys(of: checkpoint)
        let dictionary: PickleValue
        if let key {
            guard let inner = checkpoint[key], let weights = Self.find(in: inner) else {
                throw .noStateDictionaryUnderKey(path: path, key: key, found: found)
            }
            dictionary = weights
        } else {
            guard let weights = Self.find(in: checkpoint) else {
                throw .noStateDictionary(path: path, found: found)
            }
            dictionary = weights
        }
        guard case .dictionary(let pairs) = dictionary else {
            throw .noStateDictionary(path: path, found: found)
        }

        var entries: [(name: String, tensor: StoredTensor)] = []
        var ignored: [String] = []
        for (key, value) in pairs {
            if let name = key.string, let tensor = value.tensor {
                entries.append((name, tensor))
            } else {
                ignored.append(key.string ?? key.kind)
            }
        }
        try self.init(
            entries, metadata: Self.notes(in: checkpoint), ignored: ignored, path: path)
    }

    /// The dictionary of tensors in `value`: a usual key's, or the value itself.
    private static func find(in value: PickleValue, depth: Int = 0) -> PickleValue? {
        guard case .dictionary(let pairs) = value, depth < maximumDepth else { return nil }
        for key in usualKeys {
            if let inner = value[key], let weights = find(in: inner, depth: depth + 1) {
                return weights
            }
        }
        let holdsTensors = pairs.contains { $0.key.string != nil && $0.value.tensor != nil }
        return holdsTensors ? value : nil
    }

    /// The keys of a dictionary, or what else the value is, to show in an error.
    private static func keys(of value: PickleValue) -> [String] {
        guard case .dictionary(let pairs) = value else { return ["a " + value.kind] }
        return pairs.map { $0.key.string ?? $0.key.kind }
    }

    /// The numbers and texts at the top of a checkpoint.
    private static func notes(in value: PickleValue) -> [String: String] {
        guard case .dictionary(let pairs) = value else { return [:] }
        var notes: [String: String] = [:]
        for (key, value) in pairs {
            guard let key = key.string else { continue }
            switch value {
            case .bool(let value): notes[key] = String(value)
            case .integer(let value): notes[key] = String(value)
            case .double(let value): notes[key] = String(value)
            case .string(let value): notes[key] = value
            default: break
            }
        }
        return notes
    }
}
