import Testing

@testable import Distillery

@Suite("Classification metrics")
struct ClassificationMetricsTests {
    struct Reference: Decodable, Sendable, CustomTestStringConvertible {
        var name: String
        var classes: Int
        var labels: [Int]
        var logits: [Float]
        var teacherLogits: [Float]
        var top1, top5, macroF1, crossEntropy, agreement, meanKL, calibrationError: Double
        var confusion: [[Int]]
        var testDescription: String { name }
    }

    static func references() throws -> [Reference] {
        try ReportFixture.load("classification-metrics")
    }

    @Test("equal scikit-learn's and NumPy's", arguments: try references())
    func equalReference(_ reference: Reference) throws {
        let metrics = try ClassificationMetrics(
            logits: reference.logits, labels: reference.labels, classes: reference.classes,
            teacherLogits: reference.teacherLogits)
        #expect(metrics.confusion == reference.confusion)
        #expect(abs(metrics.top1 - reference.top1) < 1e-12)
        #expect(abs(metrics.top5 - reference.top5) < 1e-12)
        #expect(abs(metrics.macroF1 - reference.macroF1) < 1e-12)
        #expect(abs(metrics.crossEntropy - reference.crossEntropy) < 1e-12)
        #expect(abs(try #require(metrics.agreement) - reference.agreement) < 1e-12)
        #expect(abs(try #require(metrics.meanKL) - reference.meanKL) < 1e-12)
        #expect(abs(metrics.calibrationError - reference.calibrationError) < 1e-12)
    }

    @Test("do not depend on how the examples fall into batches")
    func batches() throws {
        let reference = try #require(try Self.references().first)
        let classes = reference.classes
        let whole = try ClassificationMetrics(
            logits: reference.logits, labels: reference.labels, classes: classes,
            teacherLogits: reference.teacherLogits)
        var batched = ClassificationMetrics(classes: classes)
        for start in stride(from: 0, to: reference.labels.count, by: 37) {
            let rows = start..<min(start + 37, reference.labels.count)
            let values = rows.lowerBound * classes..<rows.upperBound * classes
            try batched.add(
                logits: Array(reference.logits[values]), labels: Array(reference.labels[rows]),
                teacherLogits: Array(reference.teacherLogits[values]))
        }
        #expect(batched == whole)
    }

    @Test("have neither agreement nor divergence without a teacher")
    func noTeacher() throws {
        let metrics = try ClassificationMetrics(logits: [1, 0], labels: [0], classes: 2)
        #expect(metrics.agreement == nil)
        #expect(metrics.meanKL == nil)
    }

    @Test("choose the lower of two equal classes")
    func ties() throws {
        let logits: [Float] = [1, 1, 1, 1, 1, 1, 0]
        let metrics = try ClassificationMetrics(
            logits: logits + logits, labels: [0, 5], classes: 7)
        #expect(metrics.top1 == 0.5)
        #expect(metrics.top5 == 0.5)
    }

    @Test("are zero before the first example")
    func empty() {
        let metrics = ClassificationMetrics(classes: 3)
        #expect(metrics.top1 == 0 && metrics.macroF1 == 0 && metrics.calibrationError == 0)
    }

    @Test("refuse a batch whose shape, labels or values do not fit, and stay as they were")
    func refusals() throws {
        var metrics = try ClassificationMetrics(logits: [1, 0], labels: [0], classes: 2)
        let before = metrics
        #expect(
            throws: ClassificationMetricsError.shape(
                name: "logits", found: 3, expected: 2, examples: 1, classes: 2)
        ) { try metrics.add(logits: [1, 2, 3], labels: [0]) }
        #expect(throws: ClassificationMetricsError.label(2, example: 1, classes: 2)) {
            try metrics.add(logits: [1, 2], labels: [2])
        }
        #expect(throws: ClassificationMetricsError.notFinite(name: "teacher logits", example: 2)) {
            try metrics.add(
                logits: [1, 2, 1, 2], labels: [0, 1], teacherLogits: [1, 0, .nan, 0])
        }
        #expect(metrics == before)
    }
}
