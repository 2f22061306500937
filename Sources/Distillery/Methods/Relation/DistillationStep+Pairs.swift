import Torch

extension DistillationStep {
    /// The sum of a term over the method's pairs of taps.
    func sumOverPairs(
        _ term: (_ student: Tensor, _ teacher: Tensor) throws -> Tensor
    ) throws -> Tensor {
        try Tensor.stacked(tapped().map { try term($0.student, $0.teacher) }).sum()
    }
}

extension Tensor {
    /// One vector an example, `[batch, elements]`, in the order in which the elements lie in memory.
    ///
    /// For what does not depend on the order of elements, as products between examples: maps are
    /// channels last in memory, and another order would be a copy.
    func vectors() throws(TorchError) -> Tensor {
        guard rank == 4, isChannelsLast else { return try flattened(from: 1) }
        return try permuted([0, 2, 3, 1]).flattened(from: 1)
    }
}
