import Distillery
import Foundation

/// Carries out a new run and prints what came of it.
struct RunStarter {
    var output: String?
    var dryRun: Bool
    var results: OutputFlags

    func start(_ recipe: Recipe) throws {
        if dryRun { return print(try recipe.yaml(), terminator: "") }
        let folder = output.map { URL(filePath: $0) } ?? RunPlace.folder(for: recipe)
        let interruption = Interruption()
        let console = Console(quiet: results.quiet)
        let run = try Run.create(
            recipe, in: folder, stop: interruption.stop, listener: console.show)
        console.say("Run folder: \(folder.relativePath)")
        try results.print(try run.execute(), in: run.folder)
    }

    static func resume(_ folder: String, results: OutputFlags) throws {
        let interruption = Interruption()
        let console = Console(quiet: results.quiet)
        let run = try Run.resume(
            URL(filePath: folder), stop: interruption.stop, listener: console.show)
        try results.print(try run.execute(), in: run.folder)
    }
}
