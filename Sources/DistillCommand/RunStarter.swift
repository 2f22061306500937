import Distillery
import Foundation

/// Carries out a run, new or resumed, and prints what came of it.
struct RunStarter {
    var output: String?
    var dryRun: Bool
    var results: OutputFlags

    /// - Returns: the run's folder; nil where the recipe is printed and no more.
    @discardableResult
    func start(_ recipe: Recipe) throws -> URL? {
        if dryRun {
            print(try recipe.yaml(), terminator: "")
            return nil
        }
        let folder = output.map { URL(filePath: $0) } ?? RunPlace.folder(for: recipe)
        try Self.carryOut(results) { stop, console in
            let run = try Run.create(recipe, in: folder, stop: stop, listener: console.show)
            console.say("Run folder: \(folder.relativePath)")
            return run
        }
        return folder
    }

    static func resume(_ folder: String, results: OutputFlags) throws {
        try carryOut(results) { stop, console in
            try Run.resume(URL(filePath: folder), stop: stop, listener: console.show)
        }
    }

    private static func carryOut(
        _ results: OutputFlags, _ open: (StopRequest, Console) throws -> Run
    ) throws {
        try Interruption.stopping { stop in
            let run = try open(stop, Console(quiet: results.quiet))
            try results.print(try run.execute(), in: run.folder)
        }
    }
}
