import Foundation
import Torch

/// How far below 0 a student's pre-activation need go, channel by channel: the mean of what the
/// teacher's batch normalisation gives where it is negative (Heo et al., 2019).
enum RectifierMargin {
    /// The margins of all channels, `[channels]`, of the type and on the device of the norm's weights.
    static func margins(of norm: BatchNorm) throws(TorchError) -> Tensor {
        let deviations = try norm.weight.tensor.detached().to(.float64).elements(as: Double.self)
        let means = try norm.bias.tensor.detached().to(.float64).elements(as: Double.self)
        let margins = zip(means, deviations).map { margin(mean: $0, deviation: abs($1)) }
        return try Tensor(margins).to(norm.weight.tensor.scalarType).to(norm.weight.tensor.device)
    }

    /// E[x | x < 0] of a normal distribution, which is μ − σ φ(μ / σ) / Φ(−μ / σ).
    ///
    /// Of a channel that is negative less than once in a thousand times it is −3σ.
    static func margin(mean: Double, deviation: Double) -> Double {
        let ratio = mean / deviation
        let share = erfc(ratio / 2.0.squareRoot()) / 2
        guard share > 0.001 else { return -3 * deviation }
        return mean - deviation * exp(-ratio * ratio / 2) / (2 * Double.pi).squareRoot() / share
    }
}

extension TappedNetwork {
    /// The batch normalisation that feeds a pre-activation: the tap itself, the last one inside of it,
    /// or, where the tap is the sum at a block's end, the last one of the block; never a shortcut's.
    ///
    /// - Throws: `MethodError` where the network is not in this process or has no such norm.
    func batchNorm(before tap: Tap, for method: String) throws(MethodError) -> BatchNorm {
        guard let module = modules[tap.path] else {
            throw .needsTeacherNetwork(method: method)
        }
        if let norm = module as? BatchNorm { return norm }
        let block = module is Identity ? parent(of: tap.path) : module
        let norm = (block?.namedModules() ?? []).last { path, module in
            (module as? BatchNorm)?.weight.tensor.shape == [tap.channels] && !isShortcut(path)
        }
        guard let norm = norm?.module as? BatchNorm else {
            throw .unsuitable(
                method: method,
                reason: "its margins come from the batch normalisation before the activation, and "
                    + "the \(role.rawValue) \(name) has none that gives '\(tap.path)'; name the "
                    + "normalisations in '\(role.rawValue)-taps', or use 'ab', which needs none")
        }
        return norm
    }

    private func parent(of path: String) -> (any Module)? {
        modules[path.split(separator: ".").dropLast().joined(separator: ".")]
    }

    private func isShortcut(_ path: String) -> Bool {
        path.split(separator: ".").contains { $0 == "downsample" || $0 == "shortcut" }
    }
}
