import Distillery

extension Prediction {
    /// The answer as a line: what is answered, the time, and what was asked about, parted by tabs.
    ///
    /// Of a class its probability stands beside it; the numbers of a vector are parted by spaces.
    var line: String {
        let time = NumberFormat.milliseconds(milliseconds)
        return (words + [time] + input).joined(separator: "\t")
    }

    private var words: [String] {
        switch answer {
        case .label(let name, let probability, _):
            [name, NumberFormat.percent(probability, decimals: 1)]
        case .number(let number): [NumberFormat.decimal(number, decimals: 4)]
        case .similarity(let cosine): [NumberFormat.decimal(cosine, decimals: 4)]
        case .vector(let vector): [vector.map { "\($0)" }.joined(separator: " ")]
        }
    }
}
