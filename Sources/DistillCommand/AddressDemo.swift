import Distillery
import Foundation

/// The demonstration with addresses: a chain of runs in one folder, then two pairs that none of
/// them has seen.
///
/// A chain that was cut off goes on where it was; what is finished is not done again.
struct AddressDemo {
    /// Where the chain's runs lie where nobody says: `runs/demo-address`.
    static let name = "demo-address"

    private let steps: [(name: String, recipe: Recipe)]
    private let folder: URL

    /// - Parameters:
    ///   - output: the folder of the chain's runs; nil takes the first that has no other chain.
    ///   - set: writes what flags say over a step's recipe.
    init(
        output: String?, set: (AddressDemoStep, inout RecipeTree) throws -> Void
    ) throws {
        func steps(in folder: URL) throws -> [(name: String, recipe: Recipe)] {
            try AddressDemoStep.all.map { step in
                (step.name, try step.recipe(in: folder, set: set))
            }
        }
        folder =
            try output.map { URL(filePath: $0) }
            ?? RunPlace.folder(named: Self.name) { try !Self.isFree($0, for: steps(in: $0)) }
        self.steps = try steps(in: folder)
    }

    /// The recipes of all runs, one YAML document each.
    func yaml() throws -> String {
        try steps.map { try $0.recipe.yaml() }.joined(separator: "---\n")
    }

    /// Carries out what is not finished yet and prints what came of the last run.
    func run(_ results: OutputFlags) throws {
        try Interruption.stopping { stop in
            let console = Console(quiet: results.quiet)
            for (number, step) in steps.enumerated() {
                let place = folder.appending(path: step.name)
                let isLast = number + 1 == steps.count
                if !isLast, Self.isDone(step.recipe, in: place) { continue }
                console.say("Step \(number + 1) of \(steps.count): \(place.relativePath)")
                let run = try Self.run(step.recipe, in: place, stop, console)
                let report = try run.execute()
                if isLast {
                    try results.print(report, in: run.folder)
                } else {
                    console.say("  \(report.summary)")
                }
            }
            if !results.json { try showAnswers(console) }
        }
    }

    /// What the student says of two pairs, one of the class that matches and one of that which
    /// does not.
    private func showAnswers(_ console: Console) throws {
        guard let student = steps.last else { return }
        let place = folder.appending(path: student.name)
        let predictor = try Predictor(at: place.path)
        print("\ndistill predict \(place.relativePath)")
        for pair in Self.unseenPairs {
            for answer in try predictor.answers(to: [pair]) { print(answer.line) }
        }
    }

    /// The first pair of the last and of the first class among those of a seed of their own.
    private static var unseenPairs: [TextExample] {
        let pairs = AddressPairs(seed: 1_000_003).examples(100)
        return [AddressChange.classNames.count - 1, 0].compactMap { label in
            pairs.first { $0.label == label }
        }
    }

    /// Begins a step's run, or goes on with it.
    private static func run(
        _ recipe: Recipe, in place: URL, _ stop: StopRequest, _ console: Console
    ) throws -> Run {
        let former = RunFolder(place)
        if former.exists, !former.isFinished, try former.readRecipe() == recipe {
            return try Run.resume(place, stop: stop, listener: console.show)
        }
        return try Run.create(recipe, in: place, stop: stop, listener: console.show)
    }

    private static func isDone(_ recipe: Recipe, in place: URL) -> Bool {
        let former = RunFolder(place)
        return former.isFinished && (try? former.readRecipe()) == recipe
    }

    /// Whether a folder holds no chain, or an unfinished one of the same recipes.
    private static func isFree(_ folder: URL, for steps: [(name: String, recipe: Recipe)]) -> Bool {
        steps.enumerated().allSatisfy { number, step in
            let former = RunFolder(folder.appending(path: step.name))
            guard former.exists else { return true }
            return (try? former.readRecipe()) == step.recipe
                && !(former.isFinished && number + 1 == steps.count)
        }
    }
}
