/// The commands that work through a queue of runs.
public enum QueueKind: String, Sendable {
    case compare, search, select

    /// The file in the queue's folder that holds the recipe it was begun with.
    var recipeFile: String { "\(rawValue).yaml" }
}
