import CTorch
import Synchronization

/// An operator of libtorch's dispatcher, found by its schema name when it is first called.
///
/// This is the one door to the engine: whatever computes passes here, so whatever computes can be
/// recorded here (see `Recorder`).
///
/// ```swift
/// private let softmaxOperator = Operator("aten::softmax", overload: "int")
/// let probabilities = try softmaxOperator(logits, .integer(-1))
/// ```
public final class Operator: Sendable {
    /// The schema's name, as `aten::softmax`.
    public let name: String
    /// The schema's overload, as `int`; empty for none.
    public let overload: String
    private let found = Atomic<UInt>(0)

    public init(_ name: String, overload: String = "") {
        self.name = name
        self.overload = overload
    }

    /// Name and overload, as `aten::softmax.int`.
    public var fullName: String { overload.isEmpty ? name : "\(name).\(overload)" }

    /// The names that the schema gives its arguments.
    public var argumentNames: [String] {
        get throws(TorchError) {
            let handle = try resolved()
            return (0..<ct_operator_argument_count(handle)).map {
                String(cString: ct_operator_argument_name(handle, $0))
            }
        }
    }

    /// Calls an operator with one tensor as the result.
    @discardableResult
    public func callAsFunction(_ arguments: Value...) throws(TorchError) -> Tensor {
        try tensor(call(arguments))
    }

    /// Calls an operator on a tensor, with one tensor as the result.
    @discardableResult
    public func callAsFunction(_ input: Tensor, _ rest: Value...) throws(TorchError) -> Tensor {
        try tensor(call([.tensor(input)] + rest))
    }

    /// Calls an operator whose results are several tensors, or a list of them.
    public func tensors(_ arguments: Value...) throws(TorchError) -> [Tensor] {
        let results = try call(arguments)
        if results.count == 1, case .tensors(let list) = results[0] { return list }
        var tensors: [Tensor] = []
        for result in results {
            guard case .tensor(let tensor) = result else { continue }
            tensors.append(tensor)
        }
        return tensors
    }

    /// Calls an operator for its effect.
    public func run(_ arguments: Value...) throws(TorchError) { _ = try call(arguments) }

    /// Calls an operator with a list of arguments; what is left out at the end takes defaults.
    public func call(_ arguments: [Value]) throws(TorchError) -> [Value] {
        let operation = try resolved()
        let results = try withCallArguments(arguments) { raw throws(TorchError) in
            try invoke(operation, raw, arguments)
        }
        if let recorder = Recorder.current {
            recorder.record(self, arguments: arguments, results: results)
        }
        return results
    }

    private func invoke(
        _ operation: OpaquePointer, _ raw: UnsafeBufferPointer<CTValue>, _ arguments: [Value]
    ) throws(TorchError) -> [Value] {
        let capacity = 8
        return try withUnsafeTemporaryAllocation(of: CTValue.self, capacity: capacity) {
            buffer throws(TorchError) in
            var count = 0
            let status = ct_operator_call(
                operation, raw.baseAddress, raw.count, buffer.baseAddress, capacity, &count)
            guard status == CT_OK else { throw failure(status, arguments) }
            var results: [Value] = []
            results.reserveCapacity(count)
            for index in 0..<count { results.append(Value(taking: &buffer[index])) }
            return results
        }
    }

    private func failure(_ status: CTStatus, _ arguments: [Value]) -> TorchError {
        let message = lastEngineMessage()
        return status == CT_OUT_OF_MEMORY
            ? .outOfMemory(operation: fullName, message: message)
            : .operatorFailed(
                name: fullName, message: message, arguments: arguments.map(\.summary))
    }

    private func tensor(_ results: [Value]) throws(TorchError) -> Tensor {
        guard case .tensor(let tensor)? = results.first else {
            throw .unexpectedResult(
                name: fullName, expected: "a tensor", found: results.first?.summary ?? "nothing")
        }
        return tensor
    }

    private func resolved() throws(TorchError) -> OpaquePointer {
        if let handle = OpaquePointer(bitPattern: found.load(ordering: .relaxed)) { return handle }
        var handle: OpaquePointer?
        guard ct_operator_find(name, overload, &handle) == CT_OK, let handle else {
            throw .unknownOperator(
                name: fullName, message: lastEngineMessage())
        }
        found.store(UInt(bitPattern: handle), ordering: .relaxed)
        return handle
    }
}
