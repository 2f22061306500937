/// What a network answers to one example.
public struct Prediction: Codable, Sendable, Equatable {
    /// What was asked about: a picture's path, or a text; both texts of a pair.
    public var input: [String]
    /// The name of the class with the largest probability.
    public var label: String
    /// Its probability, 0…1.
    public var probability: Double
    /// The probability of every class, in the order of the classes.
    public var probabilities: [Double]
    /// How long the network took for the batch that the example was in, divided by its examples.
    public var milliseconds: Double

    public init(
        input: [String], label: String, probability: Double, probabilities: [Double],
        milliseconds: Double
    ) {
        self.input = input
        self.label = label
        self.probability = probability
        self.probabilities = probabilities
        self.milliseconds = milliseconds
    }
}
