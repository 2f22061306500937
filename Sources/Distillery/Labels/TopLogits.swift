import Foundation

/// The largest logits of one example, and what stands for all others.
///
/// With `k` logits `z` kept of `C`, each of the others counts as
///
///     rest = log(Σ exp(z_j) over the others) − log(C − k)
///
/// so that softmax gives the kept classes their probabilities, and the others equal shares of the
/// remaining mass, which is (C − k) · exp(rest) / Σ exp(z).
struct TopLogits {
    /// Classes of the largest logits, the largest first; of equal ones the lower class first.
    let classes: [Int]
    /// Their logits, then the rest's.
    let values: [Float]

    init(_ logits: UnsafeBufferPointer<Float>, count: Int) {
        let order = logits.indices.sorted {
            logits[$0] == logits[$1] ? $0 < $1 : logits[$0] > logits[$1]
        }
        let kept = order.prefix(count)
        let others = order.dropFirst(count)
        let largest = others.first.map { Double(logits[$0]) } ?? 0
        let sum = others.reduce(0) { $0 + exp(Double(logits[$1]) - largest) }
        let rest = largest + log(sum) - log(Double(others.count))
        classes = Array(kept)
        values = kept.map { logits[$0] } + [Float(rest)]
    }

    /// Writes the logits of all classes: the kept ones, and `rest` for every other.
    static func spread(
        values: ArraySlice<Float>, classes: [Int],
        into logits: UnsafeMutableBufferPointer<Float>
    ) {
        logits.initialize(repeating: values.last ?? 0)
        for (value, index) in zip(values.dropLast(), classes) { logits[index] = value }
    }
}
