import Distillery
import Foundation

/// Where runs lie when nobody says: `runs/NAME`, and `runs/NAME-2` after that.
enum RunPlace {
    /// The folder for a new run of a recipe.
    ///
    /// A folder whose run of the same recipe was not finished is given again, so that creating a
    /// run there offers to go on with it.
    static func folder(for recipe: Recipe) -> URL {
        let first = URL(filePath: "runs").appending(path: recipe.title)
        var candidate = first
        var number = 2
        while isTaken(candidate, by: recipe) {
            candidate = URL(filePath: "runs").appending(path: "\(recipe.title)-\(number)")
            number += 1
        }
        return candidate
    }

    /// The folder for a comparison or search of a recipe: the one that holds it already, or a new one.
    static func folder(for recipe: Recipe, _ kind: QueueKind) -> URL {
        let title = "\(recipe.subject)-\(kind.rawValue)"
        let places = [title] + (2...10_000).map { "\(title)-\($0)" }
        let urls = places.lazy.map { URL(filePath: "runs").appending(path: $0) }
        return urls.first { !isTaken($0, by: recipe, kind) } ?? URL(filePath: "runs/\(title)")
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
