import Torch

/// A network in ONNX Runtime, which takes batches as ours do.
final class RuntimeNetwork: Layer {
    private let session: OnnxRuntimeSession
    private let input: ForeignInput

    init(_ session: OnnxRuntimeSession, _ input: ForeignInput) {
        self.session = session
        self.input = input
    }

    /// The first output.
    func forward(_ input: Tensor) throws(TorchError) -> Tensor {
        let tensors = try self.input.split(input)
        let names = session.inputs.map(\.name)
        do {
            return try session.run(
                Dictionary(zip(names, tensors)) { first, _ in first })[0]
        } catch {
            throw .engine(operation: "ONNX Runtime", message: "\(error)")
        }
    }
}
