import Foundation

/// One run of the rounds: which strategy, seed and round.
struct SelectionStep: Equatable {
    /// Nil for the beginning, which all strategies share.
    var strategy: SelectionStrategy?
    var seed: UInt64
    /// From 1; 0 is the beginning.
    var round: Int

    /// The step whose students choose for this one; nil for the beginning.
    var former: SelectionStep? {
        guard round > 0 else { return nil }
        return SelectionStep(strategy: round > 1 ? strategy : nil, seed: seed, round: round - 1)
    }

    /// As progress lines name it: `entropy, seed 2, round 3`.
    var title: String {
        guard let strategy else { return "the beginning, seed \(seed)" }
        return "\(strategy.name), seed \(seed), round \(round)"
    }

    /// Where its run lies: `start/seed-2`, `entropy/seed-2/round-3`.
    func folder(in queue: QueueFolder) -> RunFolder {
        let seeds = queue.url.appending(path: strategy?.name ?? "start")
            .appending(path: "seed-\(seed)")
        return RunFolder(round > 0 ? seeds.appending(path: "round-\(round)") : seeds)
    }

    /// The list of the examples that it learns from, beside the run.
    func list(in queue: QueueFolder) -> URL {
        folder(in: queue).url.appendingPathExtension("txt")
    }
}
