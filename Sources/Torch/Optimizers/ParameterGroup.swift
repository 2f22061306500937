/// Parameters that an optimiser treats alike.
///
/// ```swift
/// let optimizer = SGD(.decayingOnlyMatrices(of: student), learningRate: 0.1, weightDecay: 5e-4)
/// ```
public struct ParameterGroup {
    public var parameters: [Parameter]
    /// The weight decay of these; `nil` is the optimiser's.
    public var weightDecay: Double?
    /// A factor on the optimiser's learning rate.
    public var learningRateScale: Double

    public init(
        parameters: [Parameter], weightDecay: Double? = nil, learningRateScale: Double = 1
    ) {
        self.parameters = parameters
        self.weightDecay = weightDecay
        self.learningRateScale = learningRateScale
    }
}

extension [ParameterGroup] {
    /// All parameters of a module, alike.
    public static func all(of module: any Module) -> [ParameterGroup] { all(of: [module]) }

    /// All parameters of several modules, alike.
    public static func all(of modules: [any Module]) -> [ParameterGroup] {
        [ParameterGroup(parameters: parameters(of: modules))]
    }

    /// All parameters of a module; biases and normalisation (one dimension or none) do not decay.
    public static func decayingOnlyMatrices(of module: any Module) -> [ParameterGroup] {
        decayingOnlyMatrices(of: [module])
    }

    /// The same for several modules.
    public static func decayingOnlyMatrices(of modules: [any Module]) -> [ParameterGroup] {
        let parameters = parameters(of: modules)
        return [
            ParameterGroup(parameters: parameters.filter { $0.tensor.rank > 1 }),
            ParameterGroup(parameters: parameters.filter { $0.tensor.rank <= 1 }, weightDecay: 0),
        ]
    }

    private static func parameters(of modules: [any Module]) -> [Parameter] {
        modules.flatMap { $0.namedParameters().map(\.parameter) }
    }
}
