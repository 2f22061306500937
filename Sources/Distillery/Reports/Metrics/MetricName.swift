/// The names under which a run's numbers are logged, in `metrics.jsonl` and in TensorBoard.
///
/// TensorBoard makes a section of everything before a slash. Other names may be logged as well;
/// these are the ones that the report draws.
public enum MetricName {
    /// The weighted sum of all loss terms.
    public static let loss = "loss/total"
    /// Share of right answers, 0…1.
    public static let top1 = "accuracy/top1"
    /// Rank correlation of numbers or of similarities, -1…1.
    public static let spearman = "accuracy/spearman"
    /// Share of examples with the label among the five highest, 0…1.
    public static let top5 = "accuracy/top5"
    /// The optimiser's learning rate at that step.
    public static let learningRate = "optimizer/learning-rate"
    /// Training examples a second.
    public static let examplesPerSecond = "speed/examples-per-second"
    /// Highest memory use so far.
    public static let peakMemoryBytes = "memory/peak-bytes"

    private static let lossPrefix = "loss/"

    /// The name of one weighted term of the loss, such as `loss/soft`.
    public static func loss(term: String) -> String { lossPrefix + term }

    /// The term that `name` logs, nil when it is not a loss term (the total is none).
    public static func lossTerm(of name: String) -> String? {
        guard name.hasPrefix(lossPrefix), name != loss else { return nil }
        return String(name.dropFirst(lossPrefix.count))
    }
}
