import Torch

/// The models that can be asked for by name.
///
/// A catalog is a value. Users of the library add entries of their own beside the built-in ones:
/// `ModelCatalog(ModelCatalog.builtIn.entries + [mine])`.
public struct ModelCatalog: Sendable {
    /// One model: its name, where it comes from, and how it is made.
    public struct Entry: Sendable {
        public let name: String
        /// The name that models of one kind share, as `resnet-cifar`.
        public let family: String
        /// One line for a list.
        public let summary: String
        /// Authors, title or venue, and year.
        public let paper: String
        /// The options of a configuration that this model understands.
        public let options: Set<ModelConfiguration.Option>
        let make: @Sendable (ModelConfiguration) throws -> any ImageClassifier

        public init(
            name: String, family: String, summary: String, paper: String,
            options: Set<ModelConfiguration.Option> = [],
            make: @escaping @Sendable (ModelConfiguration) throws -> any ImageClassifier
        ) {
            self.name = name
            self.family = family
            self.summary = summary
            self.paper = paper
            self.options = options
            self.make = make
        }
    }

    public let entries: [Entry]

    public init(_ entries: [Entry]) { self.entries = entries }

    /// The models of this library, one line a family.
    public static let builtIn = ModelCatalog(
        [
            SmallResNet.entries,
            ResNet.entries,
            WideResNet.entries,
            VGG.entries,
            MobileNetV2.entries,
            MobileNetV3.entries,
            ShuffleNetV1.entries,
            ShuffleNetV2.entries,
            VisionTransformer.entries,
            ConvolutionalNet.entries,
            Perceptron.entries,
        ].flatMap { $0 })

    /// The entry of that name.
    ///
    /// - Throws: `ModelError.unknownModel` with the nearest name.
    public func entry(named name: String) throws(ModelError) -> Entry {
        guard let entry = entries.first(where: { $0.name == name }) else {
            let known = entries.map(\.name)
            throw .unknownModel(
                name: name, nearest: nearestName(to: name, in: known), known: known)
        }
        return entry
    }

    /// A new model with random weights, in training mode, drawn from the CPU's default generator.
    ///
    /// - Throws: `ModelError` for a name, an option or a value that does not exist.
    public func makeModel(_ configuration: ModelConfiguration) throws -> any ImageClassifier {
        let entry = try entry(named: configuration.kind)
        try configuration.validate()
        for option in ModelConfiguration.Option.allCases
        where configuration.options.contains(option) && !entry.options.contains(option) {
            throw ModelError.unknownOption(
                model: entry.name, option: option.rawValue,
                allowed: entry.options.map(\.rawValue).sorted())
        }
        return try entry.make(configuration)
    }
}
