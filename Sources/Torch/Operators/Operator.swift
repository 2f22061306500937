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

    /// Whether each result is a list of tensors, by the schema.
    public var resultsAreLists: [Bool] {
        get throws(TorchError) {
            let handle = try resolved()
            return (0..<ct_operator_result_count(handle)).map {
                ct_operator_result_is_list(handle, $0)
            }
        }
    }

    /// Calls an operator with one tensor as the result.
    @discardableResult
    public func callAsFunction(_ arguments: Value...) throws(TorchError) -> Tensor {
        try tensor(nil, arguments)
    }

    /// Calls an operator on a tensor, with one tensor as the result.
    @discardableResult
    public func callAsFunction(_ input: Tensor, _ rest: Value...) throws(TorchError) -> Tensor {
        try tensor(input, rest)
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
        let results = try invoke(nil, arguments) { raw in
            var results: [Value] = []
            results.reserveCapacity(raw.count)
            for index in raw.indices { results.append(Value(taking: &raw[index])) }
            return results
        }
        Recorder.current?.record(self, arguments: arguments, results: results)
        return results
    }

    /// The way of almost all calls: one tensor comes back, and no array is made unless a recorder
    /// wants to see it.
    private func tensor(_ first: Tensor?, _ rest: [Value]) throws(TorchError) -> Tensor {
        guard Recorder.current == nil else {
            let results = try call(together(first, rest))
            if case .tensor(let tensor)? = results.first { return tensor }
            throw noTensor(results.first)
        }
        let result = try invoke(first, rest) { raw -> (tensor: Tensor?, other: Value?) in
            guard !raw.isEmpty else { return (nil, nil) }
            defer { for index in raw.indices.dropFirst() { ct_value_release(&raw[index]) } }
            if let tensor = Tensor(taking: &raw[0]) { return (tensor, nil) }
            return (nil, Value(taking: &raw[0]))
        }
        if let tensor = result.tensor { return tensor }
        throw noTensor(result.other)
    }

    @inline(__always)
    private func invoke<Result>(
        _ first: Tensor?, _ rest: [Value],
        _ take: (UnsafeMutableBufferPointer<CTValue>) -> Result
    ) throws(TorchError) -> Result {
        let operation = try resolved()
        return try withCallArguments(first, rest) { arguments throws(TorchError) in
            let capacity = 8
            return try withUnsafeTemporaryAllocation(of: CTValue.self, capacity: capacity) {
                results throws(TorchError) in
                var count = 0
                let status = ct_operator_call(
                    operation, arguments.baseAddress, arguments.count, results.baseAddress,
                    capacity, &count)
                guard status == CT_OK else { throw failure(status, together(first, rest)) }
                return take(UnsafeMutableBufferPointer(rebasing: results[..<count]))
            }
        }
    }

    private func together(_ first: Tensor?, _ rest: [Value]) -> [Value] {
        first.map { [.tensor($0)] + rest } ?? rest
    }

    private func failure(_ status: CTStatus, _ arguments: [Value]) -> TorchError {
        let message = lastEngineMessage()
        return status == CT_OUT_OF_MEMORY
            ? .outOfMemory(operation: fullName, message: message)
            : .operatorFailed(
                name: fullName, message: message, arguments: arguments.map(\.summary))
    }

    private func noTensor(_ found: Value?) -> TorchError {
        .unexpectedResult(
            name: fullName, expected: "a tensor", found: found?.summary ?? "nothing")
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
