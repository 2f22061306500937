import ArgumentParser
import Distillery
import Foundation

/// `distill select`: which examples are worth asking the teacher about.
struct SelectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "select",
        abstract: "Choose the examples of a pool that are worth asking the teacher about.",
        discussion: """
            A finished run's student chooses once, into a table for whoever is asked and a list of ids \
            beside it for data.chosen. With --recipe it goes in rounds: the student is trained on \
            examples drawn by chance and says which to ask about next, by every strategy and beside \
            them by chance, once a seed; the report shows the score against the examples asked about. \
            The same command again, or --resume, goes on where it was stopped.

              distill select runs/matcher --strategy margin --count 500 --pool logs.tsv --output ask.tsv
              distill select runs/quick --strategy entropy+diversity --count 100 --output next.txt
              distill select --recipe Examples/select.yaml --strategies entropy,margin --seeds 3

            'distill list strategies' says what each is.
            """)

    @Argument(help: "The folder of a finished run, whose student chooses.", completion: .directory)
    var run_: String?

    @Option(
        help: "A recipe file (YAML), for rounds.", completion: .file(extensions: ["yaml", "yml"]))
    var recipe: String?

    @Option(help: "How examples are chosen, by a run's student.")
    var strategy: String?

    @Option(
        help: ArgumentHelp(
            "How examples are chosen in rounds, with commas between. [select.strategies]",
            valueName: "names"))
    var strategies: String?

    @Option(help: "How many examples are chosen; in rounds, in each. [select.count]")
    var count: Int?

    @Option(
        help:
            "How many examples are drawn to begin with; as many as --count unless given. [select.start]"
    )
    var start: Int?

    @Option(help: "How many rounds; 5 unless given. [select.rounds]")
    var rounds: Int?

    @Option(
        help:
            "With +diversity, how many times as many the score lets through; 5 unless given. [select.shortlist]"
    )
    var shortlist: Int?

    @Option(help: "How many students are compared in rounds; 3 unless given. [select.committee]")
    var committee: Int?

    @Option(help: "Examples without labels to choose from: a folder of pictures, tables of texts.")
    var pool: String?

    @Option(
        help: "A list of examples that were asked about before, as often as needed.",
        completion: .file())
    var asked: [String] = []

    @Flag(help: "Compare a run's students with its teacher, too.")
    var withTeacher = false

    @OptionGroup var queue: QueueFlags

    func run() throws {
        if let run_ { return try choose(run_) }
        guard strategy == nil, pool == nil, asked.isEmpty, !withTeacher else {
            throw ValidationError(
                "--strategy, --pool, --asked and --with-teacher are for the student of a finished run: "
                    + "name its folder; rounds take --strategies and a recipe's data")
        }
        var tree = try RecipeFile.tree(at: recipe)
        let pairs: [(String, String?)] = [
            ("select.strategies", strategies.map { "[\($0)]" }),
            ("select.count", count.map(String.init)), ("select.start", start.map(String.init)),
            ("select.rounds", rounds.map(String.init)),
            ("select.shortlist", shortlist.map(String.init)),
            ("select.committee", committee.map(String.init)),
        ]
        for case (let path, let value?) in pairs { try tree.set(path, to: value) }
        try queue.carryOut(SelectionRounds.self, tree) { tree in
            guard tree != RecipeTree() else {
                throw ValidationError(
                    "name a finished run that chooses, or a recipe with --recipe for rounds")
            }
            guard tree.has("select.strategies"), tree.has("select.count") else {
                throw ValidationError(
                    "say how to choose with --strategies and --count, or in the recipe under 'select'"
                )
            }
            return try tree.decode()
        }
    }

    /// Chooses once, by the student of a finished run.
    private func choose(_ run: String) throws {
        guard recipe == nil, strategies == nil, start == nil, rounds == nil, committee == nil,
            queue.resume == nil, !queue.dryRun
        else {
            throw ValidationError(
                "a finished run chooses once, with --strategy; rounds begin with --recipe alone")
        }
        guard let strategy, let count, let output = queue.output else {
            throw ValidationError("say what to choose: --strategy NAME --count N --output FILE")
        }
        guard count > 0 else { throw ValidationError("--count is at least 1, not \(count)") }
        if let shortlist, shortlist < 2 {
            throw ValidationError("--shortlist is at least 2, not \(shortlist)")
        }
        let (own, isOther) = try recipe(ofRun: run)
        let task = SelectionTask(
            run: URL(filePath: run), strategy: try SelectionStrategy(named: strategy), count: count,
            data: isOther ? own.data : nil, pool: pool, asked: asked.map { URL(filePath: $0) },
            withTeacher: withTeacher, shortlist: shortlist ?? 5, seed: own.seed,
            device: own.device, threads: own.threads)
        let selected = try task.carryOut(listener: Console(quiet: queue.results.quiet).show)
        let files = try selected.write(to: URL(filePath: output))
        try queue.results.print(selected, in: files)
    }

    /// The run's recipe with the flags over its keys, and whether they change the data.
    private func recipe(ofRun run: String) throws -> (recipe: Recipe, isOther: Bool) {
        var flags = RecipeTree()
        try queue.recipe.apply(to: &flags)
        if let key = ["training", "seeds", "teacher", "student", "method", "control", "select"]
            .first(where: { flags.has($0) })
        {
            throw ValidationError("a finished run is not trained again; '\(key)' does not fit")
        }
        let folder = RunFolder(URL(filePath: run))
        var tree = try RecipeTree(
            yaml: try folder.readRecipe().yaml(), file: folder.recipe.path)
        try queue.recipe.apply(to: &tree)
        return (try tree.decode(), flags.has("data"))
    }
}

extension OutputFlags {
    /// Prints what was chosen, as one JSON object or as a table.
    func print(_ selected: SelectedExamples, in files: [URL]) throws {
        if json { return Swift.print(try jsonText(selected)) }
        var facts = Facts()
        facts.add("strategy", selected.strategy)
        if !selected.models.isEmpty {
            facts.add("chosen by", selected.models.joined(separator: "; "))
        }
        let candidates = NumberFormat.whole(selected.candidates)
        facts.add(
            "chosen",
            "\(NumberFormat.whole(selected.examples.count)) of \(candidates) in \(selected.pool)")
        let scores = selected.examples.compactMap(\.score)
        if let highest = scores.max(), let lowest = scores.min() {
            facts.add(
                "scores",
                "\(NumberFormat.decimal(lowest, decimals: 4)) … "
                    + NumberFormat.decimal(highest, decimals: 4))
        }
        if files.count > 1 { facts.add("to be asked", files[0].relativePath) }
        try facts.print(
            asJSON: false,
            conclusion:
                "Learn from them with: --set data.chosen=\(files[files.count - 1].relativePath)")
    }
}
