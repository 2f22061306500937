import COnnxRuntime
import Foundation
import Torch

/// A model that ONNX Runtime has read, and runs on the CPU.
///
/// The runtime improves the graph in all the ways that it knows before the first run.
public final class OnnxRuntimeSession {
    public let model: URL
    public let inputs: [OnnxRuntimeFeature]
    public let outputs: [OnnxRuntimeFeature]
    private let runtime: OnnxRuntime
    private let handle: OpaquePointer

    /// Reads a model.
    ///
    /// - Parameters:
    ///   - threads: how many an operator may use; 0 for one for each core.
    ///   - runtime: the library; nil for the one that is found.
    /// - Throws: `OnnxRuntimeError`.
    public init(
        model: URL, threads: Int = 1, runtime: OnnxRuntime? = nil
    ) throws(OnnxRuntimeError) {
        let runtime = if let runtime { runtime } else { try OnnxRuntime() }
        var handle: OpaquePointer?
        let reason = message(
            of: or_session_open(runtime.handle, model.path, Int32(clamping: threads), &handle))
        guard let handle else {
            throw .model(file: model.path, reason: reason ?? "it does not say why")
        }
        self.model = model
        self.runtime = runtime
        self.handle = handle
        inputs = (0..<or_session_input_count(handle)).map {
            OnnxRuntimeFeature(or_session_input(handle, $0).pointee)
        }
        outputs = (0..<or_session_output_count(handle)).map {
            OnnxRuntimeFeature(or_session_output(handle, $0).pointee)
        }
    }

    deinit { or_session_close(handle) }

    /// The model's outputs, in its order, for inputs by their names.
    ///
    /// - Throws: `OnnxRuntimeError` for inputs that do not suit, and where the runtime fails.
    public func run(_ inputs: [String: Tensor]) throws -> [Tensor] {
        try run(prepared(inputs))
    }

    /// The outputs for inputs that were prepared before.
    public func run(_ inputs: OnnxRuntimeInputs) throws -> [Tensor] {
        try withOutputs(of: inputs) { results in
            try zip(results, outputs).map { result, output in
                guard let type = ScalarType(onnx: Int(result.element_type)) else {
                    throw OnnxRuntimeError.output(file: model.path, name: output.name)
                }
                let shape = (0..<result.rank).map { Int(result.sizes[$0]) }
                let count = shape.reduce(type.byteCount, *)
                return try Tensor(
                    bytes: UnsafeRawBufferPointer(
                        start: count == 0 ? nil : result.elements, count: count),
                    shape: shape, scalarType: type)
            }
        }
    }

    /// Inputs as the runtime takes them.
    ///
    /// - Throws: `OnnxRuntimeError.inputs` for a name too many or too few, `.input` for a tensor of another type or
    ///   shape than the model states.
    public func prepared(_ inputs: [String: Tensor]) throws -> OnnxRuntimeInputs {
        let names = self.inputs.map(\.name)
        guard Set(names) == Set(inputs.keys) else {
            throw OnnxRuntimeError.inputs(
                file: model.path, found: inputs.keys.sorted(), expected: names)
        }
        var ordered: [Tensor] = []
        for input in self.inputs {
            guard let tensor = inputs[input.name] else { continue }
            guard input.accepts(tensor) else {
                throw OnnxRuntimeError.input(
                    file: model.path, found: "\(tensor)", expected: "\(input)")
            }
            ordered.append(tensor)
        }
        return try OnnxRuntimeInputs(ordered)
    }

    /// How long the model takes for these inputs; the outputs stay where they are.
    public func runTimes(
        _ inputs: [String: Tensor], runs: Int = 100, warmUp: Int = 10
    ) throws -> RunTimes {
        let inputs = try prepared(inputs)
        return try RunTimes(runs: runs, warmUp: warmUp) { try withOutputs(of: inputs) { _ in } }
    }

    private func withOutputs<Result>(
        of inputs: OnnxRuntimeInputs, _ use: ([ORTensor]) throws -> Result
    ) throws -> Result {
        var results = [ORTensor](repeating: ORTensor(), count: outputs.count)
        if let reason = message(of: or_session_run(handle, inputs.tensors, &results)) {
            throw OnnxRuntimeError.run(file: model.path, reason: reason)
        }
        defer { for index in results.indices { or_tensor_release(handle, &results[index]) } }
        return try use(results)
    }
}
