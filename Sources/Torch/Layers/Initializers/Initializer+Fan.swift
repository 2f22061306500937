/// Which connections of a weight set the scale of its first values.
public enum Fan: Sendable {
    /// Connections into one output: keeps the size of activations.
    case input
    /// Connections out of one input: keeps the size of gradients.
    case output
}

/// What an activation does to the size of its input, as a factor on first values.
public struct Gain: Sendable, Equatable {
    public let factor: Double

    public init(_ factor: Double) { self.factor = factor }

    /// For linear and convolution layers without an activation, and for sigmoid.
    public static let linear = Gain(1)
    public static let relu = Gain(2.0.squareRoot())
    public static let tanh = Gain(5.0 / 3)

    /// For a leaky ReLU with this slope where the input is negative.
    public static func leakyRelu(slope: Double = 0.01) -> Gain {
        Gain((2 / (1 + slope * slope)).squareRoot())
    }
}

/// Initialisers that scale with the number of connections; weights are `[outputs, inputs, …]`.
extension Initializer {
    /// Uniform with deviation gain / √fan (He et al., 2015).
    public static func kaimingUniform(
        fan: Fan = .input, gain: Gain = .leakyRelu(slope: 0)
    ) -> Initializer {
        Initializer { tensor throws(TorchError) in
            let deviation = try gain.factor / Fans(of: tensor).size(of: fan).squareRoot()
            try Initializer.uniform(within: 3.0.squareRoot() * deviation)(tensor)
        }
    }

    /// Normal with deviation gain / √fan (He et al., 2015).
    public static func kaimingNormal(
        fan: Fan = .input, gain: Gain = .leakyRelu(slope: 0)
    ) -> Initializer {
        Initializer { tensor throws(TorchError) in
            let deviation = try gain.factor / Fans(of: tensor).size(of: fan).squareRoot()
            try Initializer.normal(deviation: deviation)(tensor)
        }
    }

    /// Uniform with deviation gain · √(2 / (fan in + fan out)) (Glorot and Bengio, 2010).
    public static func xavierUniform(gain: Gain = .linear) -> Initializer {
        Initializer { tensor throws(TorchError) in
            let fans = try Fans(of: tensor)
            let deviation = gain.factor * (2 / (fans.input + fans.output)).squareRoot()
            try Initializer.uniform(within: 3.0.squareRoot() * deviation)(tensor)
        }
    }

    /// Normal with deviation gain · √(2 / (fan in + fan out)) (Glorot and Bengio, 2010).
    public static func xavierNormal(gain: Gain = .linear) -> Initializer {
        Initializer { tensor throws(TorchError) in
            let fans = try Fans(of: tensor)
            let deviation = gain.factor * (2 / (fans.input + fans.output)).squareRoot()
            try Initializer.normal(deviation: deviation)(tensor)
        }
    }

    /// What PyTorch's linear and convolution layers draw their weights with.
    static let layerWeight = Initializer.kaimingUniform(gain: .leakyRelu(slope: 5.0.squareRoot()))

    /// What PyTorch's linear and convolution layers draw their biases with: uniform within ±1/√fan in.
    static func layerBias(of weight: Tensor) throws(TorchError) -> Initializer {
        try .uniform(within: 1 / Fans(of: weight).input.squareRoot())
    }
}

/// The connections into one output and out of one input.
private struct Fans {
    let input: Double
    let output: Double

    init(of weight: Tensor) throws(TorchError) {
        let shape = weight.shape
        guard shape.count >= 2 else {
            throw .engine(
                operation: "initialisation of \(weight)",
                message: "fan in and fan out need a weight of at least two dimensions")
        }
        let window = shape.dropFirst(2).reduce(1, *)
        input = Double(shape[1] * window)
        output = Double(shape[0] * window)
    }

    func size(of fan: Fan) -> Double { fan == .input ? input : output }
}
