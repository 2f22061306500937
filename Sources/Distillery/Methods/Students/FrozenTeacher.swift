import Torch

/// A teacher's network that passes gradients on to its pictures, and never changes itself.
///
/// A value, so that the objective that holds it does not take the teacher for a part of its own.
struct FrozenTeacher {
    private let network: any Classifier
    private let pooled: String
    private let session: TapSession

    /// Freezes all parameters and leaves the network in evaluation mode.
    ///
    /// - Parameter pooled: the module whose output the head reads.
    init(_ network: any Classifier, pooled: String) throws {
        network.setTraining(false)
        try network.setTrainable(false)
        self.network = network
        self.pooled = pooled
        session = try TapSession([pooled], in: network)
    }

    /// Logits `[batch, classes]` and features `[batch, width]`, with the graph back to the pictures.
    func answer(_ pictures: Tensor) throws -> (logits: Tensor, features: Tensor) {
        let logits = try session.listen { () throws(TorchError) in try network(pictures) }
        guard let features = session.takeOutputs()[pooled] else {
            throw MethodError.noOutput(role: .teacher, path: pooled)
        }
        return (try logits.to(.float32), try features.to(.float32))
    }
}
