import Distillery

/// What growing texts came to, as it is shown.
struct GrowthSummary: Encodable {
    struct Change: Encodable {
        var before: [String]
        var after: [String]
        var steps: [String]
    }

    var output: String
    var examples: Int
    /// The copies that were tried, and what became of them.
    var tried: Int
    var kept: Int
    var keptShare: Double
    var unchanged: Int
    var repeated: Int
    /// Copies whose label a teacher has to say.
    var unlabelled: Int
    /// How many copies each kind of step had a part in.
    var bySteps: [String: Int]
    var changes: [Change]

    init(_ growth: TextGrowth, of texts: TextDataset, output: String, shown: Int) {
        self.output = output
        examples = texts.count
        tried = growth.tried
        kept = growth.grown.count
        keptShare = growth.keptShare
        unchanged = growth.unchanged
        repeated = growth.repeated
        unlabelled = texts.classNames.isEmpty ? 0 : growth.unlabelledCount
        bySteps = growth.counts
        let samples = shown > 0 ? growth.samples(shown).prefix(shown) : []
        changes = samples.map { grown in
            Change(
                before: grown.source.texts, after: grown.example.texts, steps: grown.steps)
        }
    }
}

/// What making up pairs came to.
struct PairSummary: Encodable {
    struct Pair: Encodable {
        var texts: [String]
        var label: String
    }

    var output: String
    var pairs: Int
    var byClass: [String: Int] = [:]
    var shown: [Pair]

    init(_ examples: [TextExample], output: String, shown: Int) {
        self.output = output
        pairs = examples.count
        for example in examples {
            byClass[AddressChange.classNames[example.label], default: 0] += 1
        }
        self.shown = examples.prefix(shown).map {
            Pair(texts: $0.texts, label: AddressChange.classNames[$0.label])
        }
    }
}

extension TextExample {
    /// The text, or both of a pair.
    fileprivate var texts: [String] { [text] + [pair].compactMap { $0 } }
}

extension OutputFlags {
    /// Prints what grew, as one JSON object or as a table.
    func print(_ summary: GrowthSummary) throws {
        if json { return Swift.print(try jsonText(summary)) }
        var table = TextTable([.init("before"), .init("after"), .init("steps")])
        for change in summary.changes {
            for (place, pair) in zip(change.before, change.after).enumerated() {
                let steps = place == 0 ? change.steps.joined(separator: ", ") : ""
                table.append([pair.0, pair.1, steps])
            }
        }
        if !summary.changes.isEmpty { Swift.print(table.description) }
        let steps = summary.bySteps.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "\($0.key) \(NumberFormat.whole($0.value))" }.joined(separator: ", ")
        Swift.print(
            "\(NumberFormat.whole(summary.kept)) of \(NumberFormat.whole(summary.tried)) copies of "
                + "\(NumberFormat.whole(summary.examples)) examples kept "
                + "(\(NumberFormat.percent(summary.keptShare, decimals: 1))): "
                + "\(NumberFormat.whole(summary.unchanged)) were unchanged, "
                + "\(NumberFormat.whole(summary.repeated)) there already")
        if !steps.isEmpty { Swift.print("By steps: \(steps)") }
        if summary.unlabelled > 0 {
            Swift.print(
                "\(NumberFormat.whole(summary.unlabelled)) copies have no label: a step may have "
                    + "changed their meaning; let a teacher say it")
        }
        Swift.print("Written: \(summary.output)")
    }

    /// Prints which pairs were made up, as one JSON object or as a table.
    func print(_ summary: PairSummary) throws {
        if json { return Swift.print(try jsonText(summary)) }
        var table = TextTable([.init("class"), .init("text"), .init("text_pair")])
        for pair in summary.shown { table.append([pair.label] + pair.texts) }
        if !summary.shown.isEmpty { Swift.print(table.description) }
        let classes = AddressChange.classNames
            .map { "\($0) \(NumberFormat.whole(summary.byClass[$0] ?? 0))" }
        Swift.print(
            "\(NumberFormat.whole(summary.pairs)) pairs: \(classes.joined(separator: ", "))")
        Swift.print("Written: \(summary.output)")
    }
}
