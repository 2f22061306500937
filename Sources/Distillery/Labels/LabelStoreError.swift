/// Why labels cannot be kept in a store or taken from it, with the way out.
public enum LabelStoreError: Error, Sendable, Equatable {
    /// The folder holds no store.
    case notAStore(store: String, reason: String)
    /// The store was written by a later version of the product.
    case newerFormat(store: String, found: Int, known: Int)
    /// A file of the store is not what was written.
    case damaged(store: String, file: String, reason: String)
    /// The store was begun and not finished.
    case incomplete(store: String, labelled: Int, of: Int)
    /// Somebody asked the labelling to stop; it can be gone on with.
    case interrupted(store: String)
    /// Another network answered than the one that is wanted.
    case otherTeacher(store: String, stored: String, wanted: String)
    /// The labels are of other examples.
    case otherData(store: String, split: String, stored: String, found: String)
    /// The teacher saw the examples in another way.
    case otherView(store: String, what: String, stored: String, found: String)
    /// The labels are of other classes.
    case otherClasses(store: String, stored: String, found: String)
    /// What is kept of an answer differs from what was asked for.
    case otherContent(store: String, what: String, stored: String, found: String)
    /// There are no labels of this split.
    case noSplit(store: String, split: String)
    /// There are no labels of this view.
    case noView(store: String, view: Int, views: Int)
    /// The example is not one of those that are labelled.
    case unknownExample(store: String, id: String)
    /// The example's picture could not be read when the store was written.
    case noLabel(store: String, id: String, view: Int)
    /// A layer's output is wanted that was not kept.
    case noTap(store: String, tap: String, stored: [String])
    /// An answer has numbers that the store's precision cannot hold.
    case doesNotFit(example: Int, what: String, precision: String)
    /// A request that no store can fulfil.
    case request(what: String, found: String, expected: String)
}

extension LabelStoreError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notAStore(let store, let reason):
            "'\(store)' is not a store of labels: \(reason); make one with: distill label"
        case .newerFormat(let store, let found, let known):
            "the label store '\(store)' has format \(found), this version knows up to \(known); "
                + "use the version that wrote it, or label again"
        case .damaged(let store, let file, let reason):
            "the label store '\(store)' is damaged: \(file) \(reason); "
                + "mend it with: distill label --output \(store), with the options of the first time"
        case .incomplete(let store, let labelled, let all):
            "the label store '\(store)' is unfinished: \(labelled) of \(all) labels are there; "
                + "go on with: distill label --output \(store), with the options of the first time"
        case .interrupted(let store):
            "stopped; go on with: distill label --output \(store), with the same options"
        case .otherTeacher(let store, let stored, let wanted):
            "the label store '\(store)' is of another teacher: of \(stored), wanted is \(wanted); "
                + otherStore
        case .otherData(let store, let split, let stored, let found):
            "the label store '\(store)' is of other \(split) examples: of \(stored), here are "
                + "\(found); " + otherStore
        case .otherView(let store, let what, let stored, let found):
            "the label store '\(store)' is of other views: \(what) \(stored) there, \(found) here; "
                + "change data in the recipe, or \(otherStore)"
        case .otherClasses(let store, let stored, let found):
            "the label store '\(store)' is of other classes: \(stored) there, \(found) here; "
                + otherStore
        case .otherContent(let store, let what, let stored, let found):
            "the label store '\(store)' has other content: \(what) \(stored) there, \(found) "
                + "asked for; choose another folder with --output"
        case .noSplit(let store, let split):
            "the label store '\(store)' has no labels of the \(split) examples; label them with: "
                + "distill label --output \(store), with the options of the first time"
        case .noView(let store, let view, let views):
            "the label store '\(store)' has \(views) views of an example, wanted is number \(view)"
        case .unknownExample(let store, let id):
            "the label store '\(store)' does not know the example '\(id)'; \(otherStore)"
        case .noLabel(let store, let id, let view):
            "the label store '\(store)' has no label of '\(id)' (view \(view)), whose picture could "
                + "not be read then; label again into another folder"
        case .noTap(let store, let tap, let stored):
            "the label store '\(store)' does not keep the teacher's '\(tap)', "
                + (stored.isEmpty ? "only logits" : "only \(stored.joined(separator: ", "))")
                + "; label again with --taps \((stored + [tap]).joined(separator: ","))"
        case .doesNotFit(let example, let what, let precision):
            "the teacher's \(what) of example \(example) cannot be kept in \(precision): "
                + (precision == StoredPrecision.fp16.rawValue
                    ? "a number is above 65504 or not finite; use --precision fp32"
                    : "a number is not finite; check the teacher's weights")
        case .request(let what, let found, let expected):
            "\(what) is \(found), it must be \(expected)"
        }
    }

    private var otherStore: String { "use another store, or label again with: distill label" }
}
