import Foundation
import Torch

/// Where the runs of a comparison or search lie, and what came of them.
///
/// `compare.yaml`, `teacher/` (a run that trained it), `METHOD/seed-N/` (a run each),
/// `comparison.json`, `comparison.html`; for a search `search.yaml`, `rung-N/trial-M/`,
/// `search.json`, `search.html`, `best.yaml`.
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
        }
    }

    /// Takes the folder for this process and writes the recipe, or finds a former one that fits.
    func open(for newRecipe: Recipe) throws -> RunLock {
        let files = FileManager.default
        var isDirectory: ObjCBool = false
        if files.fileExists(atPath: url.path, isDirectory: &isDirectory) {
            guard isDirectory.boolValue else {
                throw RunError.folderInUse(folder: url.path, reason: "is a file")
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
        let lock = try RunLock(RunFolder(url))
        try DurableFile.removeLeftovers(in: url)
        try DurableFile.write(Array(try newRecipe.yaml().utf8), to: recipe)
        return lock
    }
}
