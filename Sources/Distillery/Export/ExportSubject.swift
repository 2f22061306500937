import Torch

/// A network that is handed over: its graph, the names of what goes in and comes out, and what else whoever
/// receives it has to know.
public struct ExportSubject {
    /// From the inputs to one output, ready to run.
    public var graph: Graph
    public var inputs: [Port]
    public var output: Port
    /// The classes in the output's order; none where it is a number or a vector.
    public var classNames: [String]
    /// Further facts by name, as the normalisation of pictures.
    public var facts: [String: String]

    /// What goes in or comes out.
    public struct Port: Sendable, Hashable {
        public var name: String
        /// The sizes that every call chooses anew, by dimension: `[0: "batch"]`.
        public var open: [Int: String]

        public init(_ name: String, open: [Int: String] = [0: "batch"]) {
            self.name = name
            self.open = open
        }
    }

    public init(
        graph: Graph, inputs: [Port], output: Port, classNames: [String] = [],
        facts: [String: String] = [:]
    ) {
        self.graph = graph
        self.inputs = inputs
        self.output = output
        self.classNames = classNames
        self.facts = facts
    }
}
