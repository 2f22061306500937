import Foundation

/// A classifier's answer for one example, as a probability distribution in double precision.
struct Distribution {
    /// Natural logarithms of the probabilities, `[classes]`.
    let logProbabilities: [Double]
    /// The class with the highest probability, the lowest such class where several are equal.
    let prediction: Int

    init(logits: ArraySlice<Float>) {
        let logits = logits.map(Double.init)
        var prediction = 0
        for (index, logit) in logits.enumerated() where logit > logits[prediction] {
            prediction = index
        }
        let largest = logits[prediction]
        let logSum = log(logits.reduce(0) { $0 + exp($1 - largest) })
        logProbabilities = logits.map { $0 - largest - logSum }
        self.prediction = prediction
    }

    /// The probability of the predicted class.
    var confidence: Double { exp(logProbabilities[prediction]) }

    /// How many classes come before `label`, ordered by probability and then by class.
    func rank(of label: Int) -> Int {
        let own = logProbabilities[label]
        return logProbabilities.enumerated().count { index, other in
            other > own || (other == own && index < label)
        }
    }

    /// KL(self‖other) = Σ p (log p − log q), in nats.
    func divergence(to other: Distribution) -> Double {
        zip(logProbabilities, other.logProbabilities).reduce(0) { sum, pair in
            sum + exp(pair.0) * (pair.0 - pair.1)
        }
    }
}
