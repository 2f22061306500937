import Foundation

/// What a language model thought of the first tokens that it could have begun its reply with.
struct TokenLikelihoods {
    /// The probability of the tokens that only one class can begin with, by class.
    private let masses: [Double]

    /// - Parameter tokens: objects with `token` and `logprob`, a natural logarithm.
    init?(_ tokens: [JSONValue], words: ClassWords) {
        var masses = [Double](repeating: 0, count: words.classNames.count)
        for entry in tokens {
            guard let token = entry["token"]?.text, let logprob = entry["logprob"]?.double
            else { return nil }
            let classes = words.indices(beginningWith: token)
            if classes.count == 1, let index = classes.first {
                masses[index] += exp(min(0, logprob))
            }
        }
        self.masses = masses
    }

    /// Logits where the tokens tell classes apart and speak for the one that the reply says; what no token
    /// claims is shared out evenly.
    func logits(for label: Int) -> [Float]? {
        guard masses[label] > 0, masses[label] == masses.max() else { return nil }
        let rest = max(1e-6, 1 - masses.reduce(0, +)) / Double(masses.count)
        let sum = masses.reduce(0) { $0 + $1 + rest }
        return masses.map { Float(log(($0 + rest) / sum)) }
    }
}
