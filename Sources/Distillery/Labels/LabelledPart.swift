/// The labels of one split: which row is whose, and the shards that are there.
final class LabelledPart {
    let labels: LabelledSplit
    private let keys: [UInt64]
    var shards: [ShardKey: LabelShard] = [:]
    /// Only made where places are not those of the labelled dataset, as with a subset.
    private lazy var places = Dictionary(
        keys.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })

    init(_ labels: LabelledSplit, keys: ExampleKeys) {
        self.labels = labels
        self.keys = keys.keys
    }

    func position(of id: ExampleID, near hint: Int?) -> Int? {
        let key = id.key
        if let hint, keys.indices.contains(hint), keys[hint] == key { return hint }
        return places[key]
    }
}

/// A shard's place within its split.
struct ShardKey: Hashable {
    var view: Int
    var number: Int

    init(view: Int, number: Int) {
        self.view = view
        self.number = number
    }

    init(_ place: ShardPlace) { self.init(view: place.view, number: place.number) }
}
