import Torch

/// The text networks that can be asked for by name.
///
/// A catalog is a value. Users of the library add entries of their own beside the built-in ones.
public struct TextCatalog: Sendable {
    /// One network: its name, where it comes from, and its sizes.
    public struct Entry: Sendable {
        public let name: String
        public let family: TextFamily
        /// One line for a list.
        public let summary: String
        /// Authors, title or venue, and year.
        public let paper: String
        /// The options that this network understands.
        public let options: Set<TextOptions.Option>
        private let sizes: @Sendable (inout TextConfiguration) -> Void

        /// - Parameter sizes: changes the family's usual sizes to this network's.
        public init(
            name: String, family: TextFamily, summary: String, paper: String,
            options: Set<TextOptions.Option> = [.dropout, .length],
            sizes: @escaping @Sendable (inout TextConfiguration) -> Void = { _ in }
        ) {
            self.name = name
            self.family = family
            self.summary = summary
            self.paper = paper
            self.options = options
            self.sizes = sizes
        }

        /// The network's configuration for a vocabulary and a task.
        ///
        /// - Parameters:
        ///   - vocabulary: the number of different tokens.
        ///   - padding: the id of padding.
        /// - Throws: `TextError` for an option that the network lacks, or a value that none has.
        public func configuration(
            vocabulary: Int, padding: Int? = 0, task: TextTask, options: TextOptions = .init()
        ) throws(TextError) -> TextConfiguration {
            try requireKnown(options)
            var configuration = TextConfiguration(family, vocabulary: vocabulary, task: task)
            configuration.padding = padding
            sizes(&configuration)
            configuration = configuration.changed(by: options)
            try configuration.validate()
            return configuration
        }

        /// Refuses an option that the network lacks.
        func requireKnown(_ options: TextOptions) throws(TextError) {
            let known = self.options
            for option in TextOptions.Option.allCases
            where options.set.contains(option) && !known.contains(option) {
                throw .unknownOption(
                    network: name, option: option.rawValue, allowed: known.map(\.rawValue).sorted())
            }
        }
    }

    public let entries: [Entry]

    public init(_ entries: [Entry]) { self.entries = entries }

    /// The text networks of this library.
    public static let builtIn = TextCatalog(Entry.berts + Entry.relatives + Entry.small)

    /// The entry of that name.
    ///
    /// - Throws: `TextError.unknownNetwork` with the nearest name.
    public func entry(named name: String) throws(TextError) -> Entry {
        guard let entry = entries.first(where: { $0.name == name }) else {
            let known = entries.map(\.name)
            throw .unknownNetwork(
                name: name, nearest: nearestName(to: name, in: known), known: known)
        }
        return entry
    }

    /// A new network with random weights, in training mode, drawn from the CPU's default generator.
    ///
    /// - Throws: `TextError` for values that no network has.
    public static func makeNetwork(
        _ configuration: TextConfiguration
    ) throws -> any TextNetwork {
        let network = try TextEncoder(configuration)
        try network.initialize()
        return network
    }
}
