import Torch

/// How a convolution's or a pooling's window moves over `[N, C, …]`.
struct OnnxWindow {
    let kernel: [Int]
    let strides: [Int]
    let dilations: [Int]
    /// Places that are added before and after each dimension.
    let before: [Int]
    let after: [Int]

    /// Of how many dimensions the window is.
    var rank: Int { kernel.count }
    var isSymmetric: Bool { before == after }

    init(_ call: OnnxCall, kernel: [Int]) throws {
        guard (1...3).contains(kernel.count), try call.rank(0) == kernel.count + 2,
            kernel.allSatisfy({ $0 > 0 })
        else {
            throw OnnxProblem("a window of \(kernel) over \(try call.example(0)) is not read")
        }
        let ones = [Int](repeating: 1, count: kernel.count)
        let zeros = [Int](repeating: 0, count: kernel.count)
        self.kernel = kernel
        strides = call.integers("strides") ?? ones
        dilations = call.integers("dilations") ?? ones
        guard strides.count == kernel.count, dilations.count == kernel.count,
            (strides + dilations).allSatisfy({ $0 > 0 })
        else { throw OnnxProblem("strides \(strides) and dilations \(dilations) do not fit") }
        switch call.text("auto_pad", "NOTSET") {
        case "NOTSET":
            let pads = call.integers("pads") ?? zeros + zeros
            guard pads.count == 2 * kernel.count, pads.allSatisfy({ (0...4096).contains($0) })
            else { throw OnnxProblem("pads \(pads) do not fit") }
            (before, after) = (Array(pads.prefix(kernel.count)), Array(pads.suffix(kernel.count)))
        case "VALID": (before, after) = (zeros, zeros)
        case let mode:
            // As many places as give ⌈size / stride⌉ outputs, for the size that the examples have.
            let sizes = try call.example(0).shape.dropFirst(2)
            var totals: [Int] = []
            for (index, size) in sizes.enumerated() {
                let outputs = (size + strides[index] - 1) / strides[index]
                let reach = (kernel[index] - 1) * dilations[index] + 1
                totals.append(max(0, (outputs - 1) * strides[index] + reach - size))
            }
            let halves = totals.map { $0 / 2 }
            let rest = zip(totals, halves).map { $0 - $1 }
            (before, after) = mode == "SAME_LOWER" ? (rest, halves) : (halves, rest)
        }
    }

    /// The input and the padding that the engine's call takes: unequal padding is put on first.
    func padded(
        _ call: OnnxCall, value: Double, always: Bool = false
    ) throws -> (input: Graph.Operand, padding: [Int]) {
        if isSymmetric, !always { return (try call.input(0), before) }
        // The engine lists the last dimension first.
        let amounts = zip(before, after).reversed().flatMap { [$0, $1] }
        let input = try call(
            "constant_pad_nd", call.tensor(0), .integers(amounts), .real(value))
        return (input, before.map { _ in 0 })
    }
}
