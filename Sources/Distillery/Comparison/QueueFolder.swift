import Foundation
import Torch

/// Where the runs of a comparison or search lie, and what came of them.
///
/// `compare.yaml`, `teacher/` (a run that trained it), `teacher-labels/` (a store of its answers), `METHOD/seed-N/` (a run each),
/// `comparison.json`, `comparison.html`; for a search `search.yaml`, `rung-N/trial-M/`,
/// `search.json`, `search.html`, `best.yaml`; for rounds of choosing examples `select.yaml`,
/// `start/seed-N/`, `STRATEGY/seed-N/round-R/`, beside each of these runs the list of its examples
/// (`round-R.txt`), `selection.json`, `selection.html`, and `answers.jsonl` of a teacher elsewhere.
public struct QueueFolder: Sendable, Equatable {
    public let url: URL
    public let kind: QueueKind

    public init(_ url: URL, kind: QueueKind) {
        self.url = url
        self.kind = kind
    }

    public var recipe: URL { url.appending(path: kind.recipeFile) }
    /// The run that trains the teacher which all others share.
    var teacher: RunFolder { RunFolder(url.appending(path: "teacher")) }

    /// The store of its answers, where all runs share one.
    var labels: URL { url.appending(path: "teacher-labels") }

    /// What a teacher elsewhere answered, where runs ask it one by one.
    var answers: URL { url.appending(path: AnswerBook.fileName) }

    public var exists: Bool { FileManager.default.fileExists(atPath: recipe.path) }

    /// The recipe that the queue was begun with.
    public func readRecipe() throws -> Recipe {
        guard exists else {
            throw QueueError.notAQueue(
                folder: url.path, command: kind.rawValue, missing: kind.recipeFile)
        }
        return try RecipeTree(contentsOf: recipe).decode()
    }

    /// Whether a queue of a recipe goes on with one that was begun with a former recipe, so that the
    /// former's finished runs count.
    public func isContinued(by recipe: Recipe, from former: Recipe) -> Bool {
        switch kind {
        // Other methods, or more seeds, are further runs beside those that are there.
        case .compare: recipe.comparable == former.comparable
        case .search: recipe == former
        // Other strategies, and more rounds or seeds, as well.
        case .select: recipe.selectable == former.selectable
        }
    }

    /// Takes the folder for this process, if it is empty or holds a queue that the recipe goes on with.
    func open(for newRecipe: Recipe) throws -> RunLock {
        let files = FileManager.default
        var isDirectory: ObjCBool = false
        if files.fileExists(atPath: url.path, isDirectory: &isDirectory) {
            guard isDirectory.boolValue else {
                throw RunError.folderInUse(folder: url.path, reason: "is a file")
            }
            if files.fileExists(atPath: url.appending(path: ".lock").path) {
                try DurableFile.removeLeftovers(in: url)
            }
            if exists {
                guard isContinued(by: newRecipe, from: try readRecipe()) else {
                    throw QueueError.otherRecipe(folder: url.path, command: kind.rawValue)
                }
            } else if let foreign = try files.contentsOfDirectory(atPath: url.path)
                .filter({ $0 != ".lock" }).min()
            {
                throw RunError.folderInUse(
                    folder: url.path, reason: "holds other files (\(foreign), …)")
            }
        }
        return try RunLock(RunFolder(url))
    }

    /// Keeps the recipe that the queue now works by.
    func write(_ newRecipe: Recipe) throws {
        try DurableFile.write(Array(try newRecipe.yaml().utf8), to: recipe)
    }
}
