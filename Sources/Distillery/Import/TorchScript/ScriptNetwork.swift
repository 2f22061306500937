import Foundation
import Torch

/// The network of a TorchScript file.
final class ScriptNetwork: ForeignBody {
    let script: ScriptModule

    init(_ script: ScriptModule) { self.script = script }

    // The script counts its own weights, being a module below this one.
    var weightCount: Int { 0 }

    func logits(of inputs: [Tensor]) throws(TorchError) -> Tensor {
        guard let logits = try script.outputs(for: inputs).first else {
            throw .engine(operation: "a program", message: "it gave no tensor")
        }
        return logits
    }
}

extension ScriptModule {
    /// How texts go in: by the inputs' names where those say it, else ids, mask and segments in this
    /// order, as many as the program takes; then what stands beside the tokens, where it takes that.
    func textInput(file: URL) throws -> ForeignInput {
        let rows = TokenBatch.Row.allCases
        let hasFurther = inputs.last?.name == OnnxFile.furtherName
        let tokenInputs = hasFurther ? inputs.dropLast() : inputs
        let count = min(tokenInputs.count, rows.count)
        guard count > 0, tokenInputs.dropFirst(count).allSatisfy(\.isOptional) else {
            throw RunError.notAModel(
                path: file.path,
                missing: "its forward takes \(inputs.map(\.name).joined(separator: ", ")), and of "
                    + "texts there are ids, mask and segments")
        }
        let named = tokenInputs.prefix(count).compactMap { TokenBatch.Row(inputNamed: $0.name) }
        let order = named.count == count && Set(named).count == count ? named : rows
        return .tokens(
            order.prefix(count).map { ($0, .int64) }, further: hasFurther, length: nil)
    }
}
