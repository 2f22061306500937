/// Everything that rounds of choosing examples found: the content of `selection.json`.
public struct SelectionReport: Codable, Sendable, Equatable {
    /// The heading, such as `resnet8 → cnn on synthetic`.
    public var title: String
    public var language: ReportLanguage
    public var dataset: String
    public var student: String
    public var epochs: Int
    public var seeds: [UInt64]
    /// How many examples the teacher was asked about to begin with, and in each round.
    public var start: Int
    public var count: Int
    public var rounds: Int
    public var teacher: Teacher?
    /// Choosing by chance.
    public var random: Curve
    /// The other strategies, the largest gain first, those without a figure last.
    public var strategies: [Curve]
    /// The resolved recipe, as YAML.
    public var recipe: String
    public var facts: [RunReport.Fact]

    /// The model that answers about the chosen examples.
    public struct Teacher: Codable, Sendable, Equatable {
        public var name: String
        public var score: Double
        public var macroF1: Double?
    }

    /// One strategy: how good the student is, against how many examples were asked about.
    public struct Curve: Codable, Sendable, Equatable {
        public var strategy: String
        /// The beginning, which all strategies share, and then a point a round.
        public var points: [Point]
        /// The mean lead over choosing by chance, over all rounds, seed by seed.
        public var gain: MethodGain?
        public var standing: Standing?
    }

    public struct Point: Codable, Sendable, Equatable {
        /// How many examples the teacher was asked about.
        public var asked: Int
        /// One a seed, failed ones included; none of what came after a failure.
        public var runs: [Run]
        /// Mean and deviation over the seeds.
        public var score: Spread?
        public var macroF1: Spread?

        init(asked: Int, runs: [Run]) {
            self.asked = asked
            self.runs = runs
            score = Spread(runs.compactMap(\.score))
            macroF1 = Spread(runs.compactMap(\.macroF1))
        }
    }

    /// One training on the examples that were chosen until then.
    public struct Run: Codable, Sendable, Equatable {
        public var seed: UInt64
        /// The run's folder, below that of the rounds.
        public var folder: String
        public var failure: String?
        /// The figure by which models of the task are compared: of classes, the share of right answers.
        public var score: Double?
        public var macroF1: Double?
        /// Share of validation examples on which student and teacher choose the same class.
        public var agreement: Double?
        public var seconds: Double?
    }

    init(
        recipe: Recipe, plan: SelectionPlan, results: [SelectionResult],
        teacher: ModelEvaluation?, facts: [RunReport.Fact]
    ) throws {
        let network = recipe.student?.model.kind ?? "student"
        let names = [teacher?.name ?? recipe.teacher?.model?.kind, network].compactMap { $0 }
        title = "\(names.joined(separator: " → ")) on \(recipe.data.dataset)"
        language = .english
        dataset = recipe.data.dataset
        student = network
        epochs = recipe.training.epochs
        seeds = recipe.allSeeds
        (start, count, rounds) = (plan.start, plan.count, plan.rounds)
        self.teacher = teacher.flatMap { teacher in
            teacher.score.map {
                Teacher(name: teacher.name, score: $0, macroF1: teacher.quality.macroF1)
            }
        }
        let random = Curve(of: .random, plan, results)
        self.random = random
        strategies = plan.contestants.filter { !$0.isRandom }
            .map { Curve(of: $0, plan, results).compared(with: random) }
            .sorted { ($0.gain?.mean ?? -.infinity) > ($1.gain?.mean ?? -.infinity) }
        self.recipe = try recipe.yaml()
        // Those of one run's own examples and students say nothing of all.
        self.facts = facts.filter { !["Seeds", "Training data"].contains($0.key) }
    }

    /// All runs, each once: the beginning belongs to all strategies.
    public var runs: [Run] {
        (random.points.first?.runs ?? [])
            + ([random] + strategies).flatMap { $0.points.dropFirst().flatMap(\.runs) }
    }

    /// Seconds of training in all runs together.
    public var seconds: Double { runs.reduce(0) { $0 + ($1.seconds ?? 0) } }

    public var failures: [Run] { runs.filter { $0.failure != nil } }
}

extension SelectionReport.Curve {
    fileprivate init(
        of strategy: SelectionStrategy, _ plan: SelectionPlan, _ results: [SelectionResult]
    ) {
        self.init(
            strategy: strategy.name,
            points: (0...plan.rounds).map { round in
                SelectionReport.Point(
                    asked: plan.asked(afterRound: round),
                    runs: results.filter {
                        $0.step.round == round && (round == 0 || $0.step.strategy == strategy)
                    }.map(\.run))
            })
    }

    /// The mean score of a seed over all rounds; nil where one is missing.
    func meanScore(seed: UInt64) -> Double? {
        let scores = points.dropFirst().compactMap { point in
            point.runs.first { $0.seed == seed }?.score
        }
        guard !scores.isEmpty, scores.count == points.count - 1 else { return nil }
        return scores.reduce(0, +) / Double(scores.count)
    }

    /// The curve with its lead over another one, seed by seed.
    func compared(with random: Self) -> Self {
        let seeds = points.first?.runs.map(\.seed) ?? []
        var compared = self
        compared.gain = MethodGain(
            differences: seeds.compactMap { seed in
                guard let own = meanScore(seed: seed), let other = random.meanScore(seed: seed)
                else { return nil }
                return own - other
            })
        compared.standing =
            compared.gain.map { Standing(gain: $0.mean, interval: $0.interval) } ?? .failed
        return compared
    }
}
