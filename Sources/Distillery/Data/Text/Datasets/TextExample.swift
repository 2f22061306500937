/// One text or pair of texts, with what is known about it.
public struct TextExample: Sendable, Hashable {
    public var id: ExampleID
    public var text: String
    /// The second text, where the task is about pairs.
    public var pair: String?
    /// The index of the class, or `ClassLabel.unknown`.
    public var label: Int
    /// The number to be predicted, where the task is a regression.
    public var target: Double?
    /// A probability or score of each class, as the data gives them.
    public var softLabels: [Float]?
    /// Examples of one group stand in one split; nil where nothing groups them.
    public var group: String?
    /// Where the first text's place is, and the second one's; nil where the data does not say.
    public var point: GeoPoint?
    public var pairPoint: GeoPoint?

    public init(
        id: ExampleID, text: String, pair: String? = nil, label: Int = ClassLabel.unknown,
        target: Double? = nil, softLabels: [Float]? = nil, group: String? = nil,
        point: GeoPoint? = nil, pairPoint: GeoPoint? = nil
    ) {
        self.id = id
        self.text = text
        self.pair = pair
        self.label = label
        self.target = target
        self.softLabels = softLabels
        self.group = group
        self.point = point
        self.pairPoint = pairPoint
    }

    /// Whether the text, or one of both, has nothing but space.
    public var isEmpty: Bool {
        text.allSatisfy(\.isWhitespace) || pair?.allSatisfy(\.isWhitespace) == true
    }
}
