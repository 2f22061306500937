/// How a run's model is handed over.
public struct ExportPlan: Sendable {
    public var formats: [ExportFormat]
    /// Nil is the student, or the teacher of a run that trained it alone.
    public var role: ModelRole?
    /// How many validation examples every file is run on.
    public var examples: Int
    /// Whether probabilities come out, and not logits.
    public var givesProbabilities: Bool
    /// Whether pictures of 0…1 go in and the file normalises them.
    public var normalises: Bool
    /// Whether files are kept that are further from the network than is allowed.
    public var keepsAll: Bool

    public init(
        formats: [ExportFormat] = [.onnx], role: ModelRole? = nil, examples: Int = 256,
        givesProbabilities: Bool = false, normalises: Bool = false, keepsAll: Bool = false
    ) {
        self.formats = formats
        self.role = role
        self.examples = examples
        self.givesProbabilities = givesProbabilities
        self.normalises = normalises
        self.keepsAll = keepsAll
    }
}
