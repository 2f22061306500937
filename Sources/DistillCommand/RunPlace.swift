import Distillery
import Foundation

/// Where runs lie when nobody says: `runs/NAME`, and `runs/NAME-2` after that.
enum RunPlace {
    /// The folder for a new run of a recipe.
    ///
    /// A folder whose run of the same recipe was not finished is given again, so that creating a
    /// run there offers to go on with it.
    static func folder(for recipe: Recipe) -> URL {
        folder(named: recipe.title) { isTaken($0, by: recipe) }
    }

    /// The folder for a comparison, a search or a selection of a recipe: the one that holds it already,
    /// or a new one.
    static func folder(for recipe: Recipe, _ kind: QueueKind) -> URL {
        folder(named: "\(recipe.subject)-\(kind.rawValue)") { isTaken($0, by: recipe, kind) }
    }

    /// The first of `runs/NAME`, `runs/NAME-2` … that is not taken.
    static func folder(named name: String, isTaken: (URL) throws -> Bool) rethrows -> URL {
        var candidate = URL(filePath: "runs").appending(path: name)
        var number = 1
        while try isTaken(candidate) {
            number += 1
            candidate = URL(filePath: "runs").appending(path: "\(name)-\(number)")
        }
        return candidate
    }

    private static func isTaken(_ url: URL, by recipe: Recipe, _ kind: QueueKind) -> Bool {
        let folder = QueueFolder(url, kind: kind)
        guard folder.exists else { return FileManager.default.fileExists(atPath: url.path) }
        guard let former = try? folder.readRecipe() else { return true }
        return !folder.isContinued(by: recipe, from: former)
    }

    /// Whether a folder holds a run that is finished, or one of another recipe.
    private static func isTaken(_ url: URL, by recipe: Recipe) -> Bool {
        let folder = RunFolder(url)
        return folder.exists && (folder.isFinished || (try? folder.readRecipe()) != recipe)
    }
}
