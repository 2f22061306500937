/// An example that grew out of another one.
public struct GrownText: Sendable, Equatable {
    public let example: TextExample
    public let source: TextExample
    /// The kinds of the steps that changed something, in their order.
    public let steps: [String]
}

/// Grows examples by an augmentation; the same from the same seed, on every machine.
///
/// A draw depends on the seed, the example's id, the copy and the step, and on nothing else:
/// an example grows alike whatever stands beside it. Copies that came out unchanged, or like
/// another example, are dropped.
public struct TextAugmenter {
    private struct Step {
        let kind: String
        let stream: UInt64
        let probability: Double
        let keepsLabel: Bool
        let edit: TextEdit
    }

    public let augmentation: TextAugmentation
    public let seed: UInt64
    private let steps: [Step]

    /// Reads what the steps need: tables, or a language model from the resources.
    ///
    /// - Parameter seed: in place of the augmentation's own.
    public init(
        _ augmentation: TextAugmentation, seed: UInt64? = nil,
        resources: TextResources = TextResources()
    ) throws(TextDataError) {
        self.augmentation = augmentation
        self.seed = seed ?? augmentation.seed
        var seen: [String: UInt64] = [:]
        var steps: [Step] = []
        for step in augmentation.steps {
            let kind = type(of: step).kind
            // A step added to the list leaves the draws of the others as they were.
            steps.append(
                Step(
                    kind: kind, stream: stableHash(of: kind) &+ seen[kind, default: 0],
                    probability: step.probability, keepsLabel: step.keepsLabel,
                    edit: try step.makeEdit(resources)))
            seen[kind, default: 0] += 1
        }
        self.steps = steps
    }

    /// One copy of an example, nil where nothing in it changed.
    public func copy(_ number: Int, of source: TextExample) throws -> GrownText? {
        var example = source
        var changes: [String] = []
        var keepsLabel = true
        for step in steps {
            let before = (example.text, example.pair)
            if augmentation.sides != .pair || source.pair == nil {
                example.text = try change(example.text, step, of: source, copy: number, side: 0)
            }
            if augmentation.sides != .text, let pair = example.pair {
                example.pair = try change(pair, step, of: source, copy: number, side: 1)
            }
            guard before != (example.text, example.pair) else { continue }
            changes.append(step.kind)
            keepsLabel = keepsLabel && step.keepsLabel
        }
        guard (example.text, example.pair) != (source.text, source.pair) else { return nil }
        example.id = ExampleID("\(source.id)~\(number)")
        if !keepsLabel {
            example.label = ClassLabel.unknown
            example.target = nil
            example.softLabels = nil
        }
        return GrownText(example: example, source: source, steps: changes)
    }

    private func change(
        _ text: String, _ step: Step, of source: TextExample, copy: Int, side: UInt64
    ) throws -> String {
        var random = RandomStream(seed, source.id.key, UInt64(copy), step.stream, side)
        guard random.happens(withProbability: step.probability) else { return text }
        let changed = try step.edit(text, &random)
        // A step may not take all of a text away.
        return changed.allSatisfy(\.isWhitespace) ? text : changed
    }

    /// All copies of all examples, without those that are unchanged or there already.
    ///
    /// - Parameter others: examples that no copy may be like: those that are measured on.
    public func grow(
        _ examples: [TextExample], avoiding others: [TextExample] = []
    ) throws -> TextGrowth {
        var growth = TextGrowth(examples, avoiding: others)
        for example in examples {
            for number in 1...max(1, augmentation.copies) {
                growth.add(try copy(number, of: example))
            }
        }
        return growth
    }
}
