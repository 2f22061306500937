/// A figure over the course of training: its mean over the seeds, and the range between them.
struct CurveSeries: Sendable, Equatable {
    struct Point: Sendable, Equatable {
        /// Epochs since the beginning, with fractions.
        var epoch: Double
        var mean: Double
        var lowest: Double
        var highest: Double
    }

    /// More points than this cannot be told apart in a chart of this size.
    static let maximumPoints = 90

    var points: [Point]

    init(points: [Point]) { self.points = points }

    /// The values that `read` finds in the points of `kind`, over all `curves`.
    ///
    /// Points at the same place of several seeds become one; a curve of many steps is averaged
    /// within stretches of equal length first.
    init(
        _ curves: [RunReport.Curve], kind: MetricPoint.Kind, read: (MetricPoint) -> Double?
    ) {
        let stepsPerEpoch = Self.stepsPerEpoch(curves.flatMap(\.points))
        let samples = curves.map { curve in
            curve.points.compactMap { point -> (epoch: Double, value: Double)? in
                guard point.kind == kind, let value = read(point), value.isFinite else {
                    return nil
                }
                return (Double(point.step) / stepsPerEpoch, value)
            }
        }
        let places = Set(samples.joined().map(\.epoch))
        let last = places.max() ?? 0
        let isLong = places.count > Self.maximumPoints
        func place(_ epoch: Double) -> Double {
            guard isLong, last > 0 else { return epoch }
            let stretch = last / Double(Self.maximumPoints)
            return (epoch / stretch).rounded(.up) * stretch
        }
        var bySeed: [Double: [Double]] = [:]
        for sample in samples {
            let stretches = Dictionary(grouping: sample) { place($0.epoch) }
            for (epoch, values) in stretches {
                let sum = values.reduce(0) { $0 + $1.value }
                bySeed[epoch, default: []].append(sum / Double(values.count))
            }
        }
        points = bySeed.sorted { $0.key < $1.key }.map { epoch, values in
            let mean = values.reduce(0, +) / Double(values.count)
            return Point(
                epoch: epoch, mean: mean, lowest: values.min() ?? mean,
                highest: values.max() ?? mean)
        }
    }

    /// The curves of several seeds, a value an epoch: their mean, and one sample deviation around it.
    ///
    /// A seed that ended earlier counts as far as it came.
    init(byEpoch curves: [[Double]]) {
        let longest = curves.map(\.count).max() ?? 0
        points = (0..<longest).compactMap { index in
            let values = curves.filter { index < $0.count }.map { $0[index] }.filter(\.isFinite)
            return Spread(values).map { spread in
                let deviation = spread.standardDeviation ?? 0
                return Point(
                    epoch: Double(index + 1), mean: spread.mean, lowest: spread.mean - deviation,
                    highest: spread.mean + deviation)
            }
        }
    }

    /// Steps of one epoch, from the points that were measured at the end of one.
    private static func stepsPerEpoch(_ points: [MetricPoint]) -> Double {
        let ends = points.filter { $0.kind != .step && $0.epoch > 0 && $0.step > 0 }
        let longest = (ends.isEmpty ? points : ends).max { $0.step < $1.step }
        guard let longest, longest.epoch > 0, longest.step > 0 else { return 1 }
        return Double(longest.step) / Double(longest.epoch)
    }
}
