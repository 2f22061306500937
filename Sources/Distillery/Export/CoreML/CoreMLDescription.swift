/// What a Core ML model takes and gives, beyond what its graph says.
public struct CoreMLDescription: Sendable {
    /// One for each of the graph's inputs, in their order.
    public var inputs: [CoreMLInput]
    public var output: CoreMLOutput
    public var precision: CoreMLPrecision
    public var metadata: CoreMLMetadata

    public init(
        inputs: [CoreMLInput], output: CoreMLOutput, precision: CoreMLPrecision = .float16,
        metadata: CoreMLMetadata = CoreMLMetadata()
    ) {
        self.inputs = inputs
        self.output = output
        self.precision = precision
        self.metadata = metadata
    }
}

/// One thing that a model takes.
public struct CoreMLInput: Sendable {
    public enum Kind: Sendable {
        /// A picture of 8-bit samples, RGB with three channels and grey with one; the program normalises it.
        case picture(width: Int, height: Int, normalization: Normalization)
        /// An array `[1, channels, height, width]`, of what the network itself takes.
        case samples([Int])
        /// `int32` `[1, length]`, of any length up to `longest`; with `rows`, as many beside each other:
        /// `[1, rows, length]`.
        case tokens(longest: Int, rows: Int? = nil)
    }

    /// The name by which programs give it: letters, digits and `_`, no digit first.
    public var name: String
    public var kind: Kind
    /// One sentence, which Xcode shows.
    public var summary: String

    public init(name: String, kind: Kind, summary: String = "") {
        self.name = name
        self.kind = kind
        self.summary = summary
    }
}

/// What a model gives.
public enum CoreMLOutput: Sendable {
    /// The graph's output as it is: logits, or an embedding.
    case array(name: String)
    /// The softmax of it over the last dimension.
    case probabilities(name: String)
    /// The likeliest class, and a dictionary with the probability of each.
    case classes([String], label: String = "label", probabilities: String = "probabilities")
}

/// In what numbers a model computes.
public enum CoreMLPrecision: String, Sendable, CaseIterable {
    case float32
    /// Weights and computation in `float16`; arrays that go in and out stay `float32`.
    case float16
    /// As `float16`, with the weights of convolutions, linear layers and embeddings in 8 bits with
    /// one scale a row (output channel, or token).
    case int8
}

/// What stands about a model in its file.
public struct CoreMLMetadata: Sendable {
    public var summary: String
    public var author: String
    public var license: String
    public var version: String
    /// Anything else, by its name.
    public var userDefined: [String: String]

    public init(
        summary: String = "", author: String = "", license: String = "", version: String = "",
        userDefined: [String: String] = [:]
    ) {
        self.summary = summary
        self.author = author
        self.license = license
        self.version = version
        self.userDefined = userDefined
    }
}
