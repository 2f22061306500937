/// Several examples as the trainer takes them: pixels as one block of numbers, and labels.
public struct ImageBatch: Sendable {
    /// Positions in the dataset.
    public var indices: [Int]
    /// The stable ids, in the same order.
    public var ids: [ExampleID]
    /// Which draw of their views this is: the number that the view's key has as its epoch.
    public var view: Int
    /// The classes, in the same order.
    public var labels: [Int64]
    /// What was mixed in by mixup or cutmix; nil where the recipe has neither.
    public var mixing: Mixing?
    /// `count × height × width × channels` numbers, normalised, channels interleaved (NHWC).
    public var pixels: [Float]
    public var height: Int
    public var width: Int
    public var channels: Int

    public init(
        indices: [Int], ids: [ExampleID], labels: [Int64], mixing: Mixing? = nil,
        pixels: [Float], height: Int, width: Int, channels: Int, view: Int = 0
    ) {
        self.indices = indices
        self.view = view
        self.ids = ids
        self.labels = labels
        self.mixing = mixing
        self.pixels = pixels
        self.height = height
        self.width = width
        self.channels = channels
    }

    /// The number of examples.
    public var count: Int { indices.count }

    /// The second example within each picture.
    public struct Mixing: Sendable, Equatable {
        /// The classes of the partners; an example that is not mixed is its own partner.
        public var partnerLabels: [Int64]
        /// The shares of the examples' own labels, 0…1; the partners have the rest.
        public var weights: [Float]

        public init(partnerLabels: [Int64], weights: [Float]) {
            self.partnerLabels = partnerLabels
            self.weights = weights
        }
    }
}
