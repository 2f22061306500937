import Foundation

/// One run of a queue: what it is called, what it does and where.
struct QueuedRun {
    /// As progress lines name it: `rkd, seed 2`.
    var title: String
    var recipe: Recipe
    var folder: RunFolder
}

extension QueuedRun {
    /// Refuses a folder that holds a run of another recipe.
    ///
    /// Teacher and chosen examples are the queue's own: where they lie may have changed with its place.
    func requireOwnFolder() throws {
        guard folder.exists else { return }
        var wanted: Recipe = try RecipeTree(yaml: recipe.yaml(), file: title).decode()
        var found = try folder.readRecipe()
        (wanted.teacher, found.teacher) = (nil, nil)
        (wanted.data.chosen, found.data.chosen) = (nil, nil)
        guard wanted == found else {
            throw RunError.folderInUse(
                folder: folder.url.path, reason: "holds another run than \(title) of this recipe")
        }
    }
}

/// What became of a queued run.
enum RunOutcome {
    case finished(RunReport)
    /// What ended it; the queue went on.
    case failed(String)

    var report: RunReport? {
        if case .finished(let report) = self { report } else { nil }
    }

    var failure: String? {
        if case .failed(let reason) = self { reason } else { nil }
    }
}
