/// What an optimiser remembers of each parameter: a few tensors with names, made at its first step.
struct OptimizerMemory {
    /// The tensors' names, as PyTorch's optimisers call them.
    let names: [String]
    private var slots: [[Tensor]?]

    /// A count of steps is one number; everything else has the parameter's shape and layout.
    static let step = "step"

    init(_ names: [String], for groups: [ParameterGroup]) {
        self.names = names
        slots = Array(repeating: nil, count: groups.reduce(0) { $0 + $1.parameters.count })
    }

    /// Whether the parameter has taken a step.
    func knows(_ index: Int) -> Bool { slots[index] != nil }

    /// The remembered tensors of a bucket, one list a name; made of zeros where there are none yet.
    mutating func columns(for bucket: GradientBucket) throws(TorchError) -> [[Tensor]] {
        var columns = [[Tensor]](repeating: [], count: names.count)
        for (index, parameter) in zip(bucket.indices, bucket.parameters) {
            if slots[index] == nil { slots[index] = try blank(for: parameter) }
            for (column, tensor) in (slots[index] ?? []).enumerated() {
                columns[column].append(tensor)
            }
        }
        return columns
    }

    func state() -> [(name: String, tensor: Tensor)] {
        slots.enumerated().flatMap { index, slot in
            zip(names, slot ?? []).map { ("\(index).\($0)", $1) }
        }
    }

    /// Takes a whole state over; parameters that it does not name have not taken a step.
    mutating func load(_ state: [String: Tensor], for parameters: [Parameter]) throws {
        var problems = StateError(missing: [], unexpected: [], mismatched: [])
        var known: Set<String> = []
        var loaded = [[Tensor]?](repeating: nil, count: slots.count)
        for (index, parameter) in parameters.enumerated() {
            let paths = names.map { "\(index).\($0)" }
            known.formUnion(paths)
            guard paths.contains(where: { state[$0] != nil }) else { continue }
            let slot = try blank(for: parameter.tensor)
            for (path, own) in zip(paths, slot) {
                guard let given = state[path] else {
                    problems.missing.append(path)
                    continue
                }
                guard given.shape == own.shape else {
                    problems.mismatched.append(
                        .init(name: path, expected: own.shape, found: given.shape))
                    continue
                }
                try withoutGradients { () throws(TorchError) in try own.copy(from: given) }
            }
            loaded[index] = slot
        }
        problems.unexpected = state.keys.filter { !known.contains($0) }.sorted()
        guard problems.isEmpty else { throw problems }
        slots = loaded
    }

    private func blank(for parameter: Tensor) throws(TorchError) -> [Tensor] {
        var slot: [Tensor] = []
        for name in names {
            slot.append(
                name == Self.step
                    ? try .zeros([], device: parameter.device) : try parameter.zerosLike())
        }
        return slot
    }
}
