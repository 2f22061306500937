import Torch

/// How the examples of one kind of data become what networks take, and which networks take it.
///
/// Everything else of a run is the same whatever the examples are: an input is one tensor, batch first.
public protocol InputForm: Sendable {
    /// What is asked about the examples.
    var task: TaskKind { get }
    /// How many numbers networks put out for an answer, of data with so many classes.
    func answerWidth(classes: Int) -> Int
    /// How many examples of a split say what the task asks for.
    func labelledCount(in dataset: any Dataset) -> Int
    /// Empty answers to a split's examples, of the kind that the task has.
    func noAnswers(to dataset: any Dataset) -> any Answers
    /// The shape of an example in words: `3 × 32×32`.
    var summary: String { get }
    /// Whether every epoch shows an example in the same way.
    var viewsRepeat: Bool { get }
    /// Whether a view may be of two examples, with the labels of both.
    var mixesLabels: Bool { get }

    /// The batches of an epoch.
    ///
    /// - Precondition: the request's dataset is of the form's kind.
    func batches(_ request: BatchRequest, device: Device) -> any BatchSource

    /// How large each example of a dataset is, where they differ and a batch is as large as its largest:
    /// the tokens of texts; nil elsewhere.
    func sizes(of dataset: any Dataset) throws -> [Int]?

    /// A batch of nothing, of the shape that networks get, on the CPU.
    func blankInput(count: Int) throws(TorchError) -> Tensor

    /// One example of each of several lengths in tokens, the shortest first, on the CPU; none where all
    /// examples have one shape.
    func inputsByLength() throws(TorchError) -> [(length: Int, input: Tensor)]

    /// How networks see the examples of a split: what decides, beside the key, whether stored labels fit.
    func view(of split: DatasetSplit) -> ViewDescription

    /// A new network with random weights.
    ///
    /// - Throws: `ModelError` for a name, an option or a value that does not exist.
    func makeModel(
        _ plan: ModelPlan, classNames: [String], catalog: ModelCatalog
    ) throws -> any Classifier

    /// What a network costs for one example.
    func cost(
        of plan: ModelPlan, classNames: [String], catalog: ModelCatalog
    ) throws -> ModelCost

    /// A network with weights that are there already, in evaluation mode.
    ///
    /// - Parameters:
    ///   - plan: the network; may be absent where the source is a folder that says it.
    ///   - role: which model of a run's folder is meant.
    ///   - classNames: the classes; a model that has the same in another order is brought to this one.
    ///   - mapping: which of the model's outputs belong to the classes, where they are not the same.
    ///   - isBeginning: whether it is to be trained further, so that a head that it lacks is drawn anew.
    func load(
        _ source: ModelSource, as plan: ModelPlan?, role: ModelRole, classNames: [String],
        mapping: ClassMapping?, isBeginning: Bool, catalog: ModelCatalog
    ) throws -> any Classifier

    /// The same with whatever classes it has, and their names: their places where nobody knows them.
    func loadWithOwnClasses(
        _ source: ModelSource, as plan: ModelPlan?, catalog: ModelCatalog
    ) throws -> (model: any Classifier, classNames: [String])

    /// Writes a network with all that is needed to use it.
    func write(
        _ model: any Classifier, classNames: [String], heads: [ModelHead], to folder: ModelFolder
    ) throws

    /// An example as a report shows it; nil where it cannot be shown.
    func excerpt(of index: Int, in dataset: any Dataset) throws -> Excerpt?
}

extension InputForm {
    public func answerWidth(classes: Int) -> Int { classes }

    public func labelledCount(in dataset: any Dataset) -> Int {
        (0..<dataset.count).count { dataset.label(at: $0) != ClassLabel.unknown }
    }

    public func sizes(of dataset: any Dataset) throws -> [Int]? { nil }

    public func inputsByLength() throws(TorchError) -> [(length: Int, input: Tensor)] { [] }

    public func noAnswers(to dataset: any Dataset) -> any Answers {
        ClassAnswers(classes: dataset.classCount, of: dataset)
    }
}
