import Torch

/// How an ONNX file keeps the weights of linear layers and the tables of vectors.
enum OnnxWeights: Sendable {
    /// As they are.
    case plain
    /// In 8 bits; what they are multiplied with is brought to 8 bits as it comes. Smaller weights than
    /// `smallest` elements, and those at `kept`, stay as they are.
    case dynamic(smallest: Int, kept: Set<String>)

    /// x · weightᵀ, the weight `[out, in]`.
    func product(
        _ step: OnnxLowering, of input: String, with path: String
    ) throws -> String {
        guard let weight = step.call.graph.weights[path] else {
            throw step.call.refusal("'\(path)' is not among the weights")
        }
        guard isQuantised(weight, path) else {
            let name = try step.builder.once("transposed \(path)") {
                let type = step.builder.own(weight.scalarType)
                return [try step.builder.add(weight.transposed(0, 1).to(type), named: path)]
            }
            return try step("MatMul", input, name[0])
        }
        let kept = try step.builder.once("columns \(path)") {
            let rows = try QuantisedRows(weight)
            return [
                try step.builder.add(rows.numbers.transposed(0, 1), named: "\(path).int8"),
                try step.builder.add(rows.scales, named: "\(path).scale"),
            ]
        }
        // Several layers that read one value share what it is in 8 bits.
        let bytes = try step.builder.once("bytes \(input)") {
            try step.outputs(3, of: "DynamicQuantizeLinear", [input])
        }
        let sums = try step("MatMulInteger", bytes[0], kept[0], bytes[2])
        return try step(
            "Mul", step("Cast", sums, with: [.integer("to", ScalarType.float32.onnx)]),
            step("Mul", bytes[1], kept[1]))
    }

    /// Rows of a table `[count, width]`.
    func rows(_ step: OnnxLowering, of path: String, at places: String) throws -> String {
        guard let table = step.call.graph.weights[path] else {
            throw step.call.refusal("'\(path)' is not among the weights")
        }
        guard isQuantised(table, path) else {
            return try step("Gather", step.name(of: .weight(path)), places)
        }
        let kept = try step.builder.once("rows \(path)") {
            let rows = try QuantisedRows(table)
            return [
                try step.builder.add(rows.numbers, named: "\(path).int8"),
                try step.builder.add(rows.scales.unsqueezed(1), named: "\(path).scale"),
            ]
        }
        return try step(
            "Mul",
            step(
                "Cast", step("Gather", kept[0], places),
                with: [.integer("to", ScalarType.float32.onnx)]),
            step("Gather", kept[1], places))
    }

    private func isQuantised(_ weight: Tensor, _ path: String) -> Bool {
        guard case .dynamic(let smallest, let kept) = self else { return false }
        return weight.rank == 2 && weight.elementCount >= smallest && !kept.contains(path)
    }
}
