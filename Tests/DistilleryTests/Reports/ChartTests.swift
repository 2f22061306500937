import Testing

@testable import Distillery

@Suite("Axes")
struct AxisTests {
    @Test("have round ends and ticks, and no more of them than needed")
    func linear() {
        #expect(Axis.linear(covering: [0, 100]).ticks == [0, 20, 40, 60, 80, 100])
        let axis = Axis.linear(covering: [81.2, 93.8])
        #expect(axis.lower == 80 && axis.upper == 95)
        #expect(axis.ticks.map(axis.tickLabel) == ["80", "85", "90", "95"])
        #expect(axis.fraction(87.5) == 0.5)
    }

    @Test("name small steps with the decimals they need")
    func labels() {
        let axis = Axis.linear(covering: [0.902, 0.909], tickCount: 4)
        #expect(axis.ticks.map(axis.tickLabel) == ["0.902", "0.904", "0.906", "0.908", "0.910"])
        #expect(Axis.shortest(0.0001) == "1e-4")
        #expect(Axis.shortest(250_000) == "2.5e5")
        #expect(Axis.shortest(0.05) == "0.05")
        #expect(Axis.shortest(0.098_692_8) == "0.09869")
        #expect(Axis.shortest(12_000) == "12000")
    }

    @Test("are there for one value, none, and values that are not finite")
    func degenerate() {
        for values in [[], [0], [5, 5], [.nan, .infinity], [-3.0]] {
            let axis = Axis.linear(covering: values)
            #expect(axis.lower < axis.upper)
            let logarithmic = Axis.logarithmic(covering: values)
            #expect(logarithmic.lower < logarithmic.upper)
        }
    }

    @Test("name a few round values of a logarithmic range, short or long")
    func logarithmic() {
        #expect(Axis.logarithmic(covering: [1.3e6, 31.3e6]).ticks == [1e6, 3e6, 10e6, 30e6])
        for values in [[31.3e6], [1, 1.2], [1e-3, 1e9]] {
            #expect((2...6).contains(Axis.logarithmic(covering: values).ticks.count))
        }
    }
}

@Suite("Label placement")
struct LabelPlacementTests {
    @Test("moves labels of one side apart and keeps them within the chart")
    func spacing() {
        let placement = LabelPlacement(spacing: 16, top: 10, bottom: 100, middle: 50)
        let labels = placement.place([
            .init(x: 20, y: 97), .init(x: 20, y: 99), .init(x: 80, y: 98), .init(x: 20, y: 20),
        ])
        #expect(labels.map(\.isLeft) == [false, false, true, false])
        #expect(labels.map(\.y) == [84, 100, 98, 20])
    }
}

@Suite("Curves")
struct CurveSeriesTests {
    private func points(_ seed: UInt64, _ values: [(step: Int, value: Double)]) -> RunReport.Curve {
        RunReport.Curve(
            role: .student, seed: seed,
            points: values.map {
                MetricPoint(
                    kind: .evaluation, role: .student, seed: seed, epoch: $0.step / 100,
                    step: $0.step, values: ["x": $0.value])
            })
    }

    @Test("are the mean and the range of the seeds at each epoch")
    func seeds() {
        let series = CurveSeries(
            [points(1, [(100, 1), (200, 3)]), points(2, [(100, 2), (200, .nan)])],
            kind: .evaluation, read: { $0.values["x"] })
        #expect(
            series.points == [
                .init(epoch: 1, mean: 1.5, lowest: 1, highest: 2),
                .init(epoch: 2, mean: 3, lowest: 3, highest: 3),
            ])
    }

    @Test("of many steps are averaged within stretches")
    func stretches() {
        let values = (1...900).map { (step: $0, value: Double(($0 - 1) / 10)) }
        let series = CurveSeries([points(1, values)], kind: .evaluation, read: { $0.values["x"] })
        #expect(series.points.count == CurveSeries.maximumPoints)
        #expect(series.points.map(\.mean) == (0..<90).map(Double.init))
        #expect(series.points.last?.epoch == 9)
    }

    @Test("are gathered from a log by role and seed")
    func gathered() {
        let log = [points(1, [(100, 1)]), points(2, [(100, 2)]), points(1, [(200, 3)])]
        let curves = RunReport.Curve.all(of: log.flatMap(\.points))
        #expect(curves.map(\.seed) == [1, 2])
        #expect(curves.map(\.points.count) == [2, 1])
    }
}

@Suite("Confusion tallies")
struct ConfusionTallyTests {
    @Test("add the seeds up and put the most frequent confusion first")
    func tally() throws {
        var model = try #require(try SampleReport(examples: 30).report().model(.student))
        model.evaluations = Array(model.evaluations.prefix(2))
        model.evaluations[0].evaluation.confusion = [[8, 2, 0], [1, 9, 0], [0, 0, 0]]
        model.evaluations[1].evaluation.confusion = [[9, 0, 1], [4, 6, 0], [0, 0, 0]]
        let tally = try #require(ConfusionTally(model))
        #expect(tally.counts == [[17, 2, 1], [5, 15, 0], [0, 0, 0]])
        #expect(tally.recall(0) == 0.85)
        #expect(tally.recall(2) == nil)
        let pairs = tally.mostConfused(2)
        #expect(pairs.map(\.label) == [1, 0] && pairs.map(\.prediction) == [0, 1])
        #expect(tally.largestMistake == 0.25)
    }
}
