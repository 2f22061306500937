/// A teacher's modules as methods see them, for the time when the network is not there.
public struct StoredNetwork: Codable, Sendable, Equatable {
    /// The ends of the stages, shallow to deep.
    public var stages: [String]
    /// The same before each stage's last activation; empty where the family has none.
    public var preactivations: [String]
    /// The vector that the head reads.
    public var pooled: String
    public var head: String
    /// The shape of every module's output, batch first.
    public var shapes: [String: [Int]]
    /// Where a network over texts has embeddings and attention; nil for others.
    public var tokens: TokenPlaces?
    /// How many numbers the network answers with; nil where a former version did not note it.
    public var answerWidth: Int?

    init(_ network: TappedNetwork) {
        stages = network.stages
        preactivations = network.preactivations
        pooled = network.pooled
        head = network.head
        shapes = network.shapes
        tokens = network.tokens
        answerWidth = network.answerWidth
    }

    /// The teacher as methods see it, without the network.
    func tapped(name: String) -> TappedNetwork {
        var tapped = TappedNetwork(
            name: name, role: .teacher, stages: stages, preactivations: preactivations,
            pooled: pooled, head: head, shapes: shapes)
        tapped.tokens = tokens
        tapped.answerWidth = answerWidth
        return tapped
    }
}

extension TappedNetwork {
    /// A teacher of which there are only answers: it has no taps.
    static func answers(of name: String) -> TappedNetwork {
        TappedNetwork(name: name, role: .teacher, stages: [], pooled: "", head: "", shapes: [:])
    }
}

extension LabelStore {
    /// The teacher as methods see it; one without taps where the store knows of none.
    var tappedTeacher: TappedNetwork {
        let teacher = description.teacher
        return teacher.network?.tapped(name: teacher.name)
            ?? .answers(of: teacher.name)
    }
}
