import Torch

extension TappedNetwork {
    /// How many numbers a store keeps of an answer; nil where that is one a class.
    func storedWidth(for data: TrainingData) -> Int? {
        data.classNames.isEmpty ? answerWidth : nil
    }

    /// Outputs as a store keeps them: what follows the length of texts is kept for each text's own
    /// tokens.
    ///
    /// The network runs on texts of another length to see which extents do.
    ///
    /// - Throws: `MethodError` for a path that is not there, with the nearest ones.
    func storedTaps(_ paths: [String], for data: TrainingData) throws -> [StoredTap] {
        let shapes = try paths.map { Array(try tap($0).shape.dropFirst()) }
        let example = try data.exampleInput(count: 2)
        guard !paths.isEmpty, example.isTokenBatch, let network else {
            return zip(paths, shapes).map { StoredTap(path: $0, shape: $1) }
        }
        let session = try TapSession(paths, in: network)
        let length = example.shape[2]
        let shorter = try example.slice(dimension: 2, from: 0, to: max(1, length - 1))
        _ = try session.listen { try withoutGradients { try network(shorter) } }
        return zip(paths, shapes).map { path, shape in
            let other = session.outputs[path]?.shape.dropFirst() ?? shape[...]
            return StoredTap(
                path: path,
                shape: zip(shape, other).map { $0 == $1 ? $0 : StoredTap.perToken })
        }
    }
}
