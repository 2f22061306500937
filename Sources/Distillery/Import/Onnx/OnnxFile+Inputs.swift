import Foundation
import Torch

extension OnnxFile {
    /// The name of the logits: the output that is called so, else the first.
    var logitsName: String {
        graph.output.first { $0.name == "logits" }?.name ?? graph.output.first?.name ?? ""
    }

    /// How pictures go in.
    ///
    /// - Throws: `OnnxError.inputs` unless there is one input that takes such pictures.
    func pictureInput(channels: Int, size: ImageSize) throws -> ForeignInput {
        let stated = inputs.first?.sizes ?? [nil, nil, nil, nil]
        func suits(_ place: Int, _ wanted: Int) -> Bool {
            stated[place] == nil || stated[place] == wanted
        }
        guard inputs.count == 1, let type = elementType(of: inputs[0]), type.isFloatingPoint,
            stated.count == 4, suits(1, channels), suits(2, size.height), suits(3, size.width)
        else {
            throw OnnxError.inputs(
                file: url.path, found: inputs.map(\.summary),
                expected: "pictures are one input of numbers [N, \(channels), \(size.height), "
                    + "\(size.width)] (data.image-size says how large they are)")
        }
        return .pictures(type)
    }

    /// How texts go in: by the inputs' names.
    ///
    /// - Throws: `OnnxError.inputs` for one that is neither ids, mask nor segments.
    func textInput(maxLength: Int) throws -> ForeignInput {
        var rows: [(row: TokenBatch.Row, type: ScalarType)] = []
        var length: Int?
        var tokenInputs = inputs
        let hasFurther = tokenInputs.last?.name == Self.furtherName
        if hasFurther { tokenInputs.removeLast() }
        for input in tokenInputs {
            guard let row = TokenBatch.Row(inputNamed: input.name),
                let type = elementType(of: input), !rows.contains(where: { $0.row == row }),
                input.sizes?.count ?? 2 == 2
            else { throw notText() }
            rows.append((row, type))
            length = length ?? input.sizes?.last ?? nil
        }
        guard rows.contains(where: { $0.row == .ids }) else { throw notText() }
        if let length, length < maxLength {
            throw OnnxError.inputs(
                file: url.path, found: inputs.map(\.summary),
                expected: "data.tokens.max-length is \(maxLength); make it \(length) or less")
        }
        return .tokens(rows, further: hasFurther, length: length)
    }

    /// The input of what stands beside the tokens, the last one: `int64` `[N, rows, length]`.
    static let furtherName = "address_codes"

    private func notText() -> OnnxError {
        .inputs(
            file: url.path, found: inputs.map(\.summary),
            expected: "texts go in as 'input_ids', 'attention_mask' and 'token_type_ids', each "
                + "[N, length] and the last two as far as the network has them")
    }

    private func elementType(of input: OnnxValueInfoProto) -> ScalarType? {
        ScalarType(onnx: Int(input.type.tensorType.elemType))
    }
}

extension TokenBatch.Row {
    /// The row that an exported network's input takes, by the names that exporters give.
    init?(inputNamed name: String) {
        let name = name.lowercased()
        if name.contains("mask") {
            self = .mask
        } else if name.contains("type") || name.contains("segment") {
            self = .segments
        } else if name.contains("position") {
            return nil
        } else if name.contains("ids") || name.contains("input") || name.contains("tokens") {
            self = .ids
        } else {
            return nil
        }
    }
}
