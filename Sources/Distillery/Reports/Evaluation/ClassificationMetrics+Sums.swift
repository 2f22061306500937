extension ClassificationMetrics {
    /// Running sums of one bin of the calibration error.
    struct CalibrationSum: Sendable, Equatable {
        private var confidence = 0.0
        private var right = 0
        private var count = 0

        mutating func add(confidence: Double, isRight: Bool) {
            self.confidence += confidence
            right += isRight ? 1 : 0
            count += 1
        }

        var mean: ReliabilityBin {
            guard count > 0 else { return ReliabilityBin(confidence: 0, accuracy: 0, count: 0) }
            return ReliabilityBin(
                confidence: confidence / Double(count), accuracy: Double(right) / Double(count),
                count: count)
        }
    }

    /// Running sums of a model's likeness to its teacher.
    struct TeacherSum: Sendable, Equatable {
        private var same = 0
        private var divergence = 0.0
        private var count = 0

        mutating func add(_ model: Distribution, teacher: Distribution) {
            same += model.prediction == teacher.prediction ? 1 : 0
            divergence += teacher.divergence(to: model)
            count += 1
        }

        var agreement: Double? { count == 0 ? nil : Double(same) / Double(count) }
        var meanKL: Double? { count == 0 ? nil : divergence / Double(count) }
    }
}
