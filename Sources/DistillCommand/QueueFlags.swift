import ArgumentParser
import Distillery
import Foundation

/// What `compare`, `search` and `select` have alike: a recipe, and a folder of many trainings that is gone on with.
struct QueueFlags: ParsableArguments {
    @Option(help: "Go on with what was begun in this folder.", completion: .directory)
    var resume: String?

    @Option(help: "The folder; runs/NAME- and the command where it is left out.")
    var output: String?

    @OptionGroup(title: "Recipe keys") var recipe: RecipeFlags

    @Flag(help: "Print the resolved recipe and do nothing.")
    var dryRun = false

    @OptionGroup var results: OutputFlags

    /// Goes on with the folder of `--resume`, or opens the one of the recipe, and carries the work out.
    ///
    /// - Parameters:
    ///   - tree: the recipe's file with the command's own flags over its keys.
    ///   - decode: makes the recipe of it, or says what is missing.
    func carryOut<Work: QueuedWork>(
        _ work: Work.Type, _ tree: RecipeTree, decode: (RecipeTree) throws -> Recipe
    ) throws {
        var tree = tree
        try recipe.apply(to: &tree)
        if let resume {
            guard output == nil, !dryRun, tree == RecipeTree() else {
                throw ValidationError(
                    "--resume goes on with the folder's own recipe; it takes no other options than "
                        + "--quiet and --json")
            }
            return try carryOut { stop, console in
                try Work.resume(URL(filePath: resume), stop: stop, listener: console.show)
            }
        }
        let recipe = try decode(tree)
        if dryRun { return print(try recipe.yaml(), terminator: "") }
        let folder = output.map { URL(filePath: $0) } ?? RunPlace.folder(for: recipe, Work.kind)
        try carryOut { stop, console in
            let work = try Work.open(recipe, in: folder, stop: stop, listener: console.show)
            console.say("Folder: \(folder.relativePath)")
            return work
        }
    }

    private func carryOut(_ open: (StopRequest, Console) throws -> some QueuedWork) throws {
        try Interruption.stopping { stop in
            let work = try open(stop, Console(quiet: results.quiet))
            let report = try work.execute()
            try results.print(report, in: work.folder)
            try report.requireNoFailure(in: work.folder)
        }
    }
}

/// Many trainings in one folder.
protocol QueuedWork {
    associatedtype Report: QueueReport

    static var kind: QueueKind { get }
    var folder: QueueFolder { get }

    static func open(
        _ recipe: Recipe, in url: URL, stop: StopRequest, listener: @escaping RunListener
    ) throws -> Self
    static func resume(
        _ url: URL, stop: StopRequest, listener: @escaping RunListener
    ) throws -> Self

    func execute() throws -> Report
}

/// What many trainings came to, in the forms that are shown.
protocol QueueReport {
    /// What is written beside `report`: what it is, and the file's name in the folder.
    static var files: [(title: String, name: String)] { get }
    var table: TextTable { get }
    var summary: String { get }

    func json() throws -> Data
    func requireNoFailure(in folder: QueueFolder) throws(QueueError)
}

extension Comparison: QueuedWork {
    static var kind: QueueKind { .compare }
}

extension Search: QueuedWork {
    static var kind: QueueKind { .search }
}

extension SelectionRounds: QueuedWork {
    static var kind: QueueKind { .select }
}

extension ComparisonReport: QueueReport {
    static var files: [(title: String, name: String)] { [("Report", "comparison.html")] }
}

extension SearchReport: QueueReport {
    static var files: [(title: String, name: String)] {
        [("Best recipe", "best.yaml"), ("Report", "search.html")]
    }
}

extension SelectionReport: QueueReport {
    static var files: [(title: String, name: String)] { [("Report", "selection.html")] }
}
