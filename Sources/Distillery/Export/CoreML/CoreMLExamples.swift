import Torch

/// A graph with the shapes that a Core ML model's inputs give, and which of them follow the inputs.
///
/// Two runs on zeros tell: of one example, and for texts of one length and of half of it.
struct CoreMLExamples {
    let graph: Graph
    /// nil for sizes that follow the inputs.
    private let shapes: [Graph.ValueID: [Int?]]

    init(_ graph: Graph, inputs: [CoreMLInput]) throws {
        let (long, short) = try withoutGradients {
            (
                try graph.retaken(on: inputs.map { try $0.kind.example(.long) }),
                try graph.retaken(on: inputs.map { try $0.kind.example(.short) })
            )
        }
        self.graph = long
        shapes = long.types.reduce(into: [:]) { shapes, entry in
            let other = short.types[entry.key]?.shape ?? entry.value.shape
            shapes[entry.key] = zip(entry.value.shape, other).map { $0 == $1 ? $0 : nil }
        }
    }

    func shape(of value: Graph.ValueID) -> [Int?] { shapes[value] ?? [] }
}

private enum ExampleLength { case long, short }

extension CoreMLInput.Kind {
    /// Zeros are tokens, masks and segments of every network.
    fileprivate func example(_ length: ExampleLength) throws -> Tensor {
        switch self {
        case .picture(let width, let height, let normalization):
            return try .zeros([1, normalization.mean.count, height, width])
        case .samples(let shape): return try .zeros(shape)
        case .tokens(let longest, let rows):
            let long = min(longest, 16)
            let count = length == .long ? long : max(long / 2, 1)
            return try .zeros([1] + (rows.map { [$0] } ?? []) + [count], scalarType: .int64)
        }
    }
}
