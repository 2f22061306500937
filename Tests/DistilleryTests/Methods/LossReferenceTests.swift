import Foundation
import Testing
import Torch

@testable import Distillery

/// Losses and gradients as PyTorch computes them (`Fixtures/methods/make_fixtures.py`).
private struct Reference: Decodable {
    struct Case: Decodable {
        var value: Double
        var gradient: [Double]
        var temperature: Double?
        var alpha: Double?
        var smoothing: Double?
        var mixed: Bool?
    }

    var classes: Int
    var student: [Double]
    var teacher: [Double]
    var labels: [Int64]
    var partners: [Int64]
    var shares: [Double]
    var soft: [Case]
    var kd: [Case]
    var labelLearning: [Case]

    init() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures/methods/losses.json")
        self = try JSONDecoder().decode(Reference.self, from: Data(contentsOf: file))
    }

    private var shape: [Int] { [labels.count, classes] }

    /// New student logits, in double precision, that take a gradient.
    func studentLogits() throws -> Tensor {
        try Tensor(student, shape: shape).requireGradient()
    }

    func teacherLogits() throws -> Tensor { try Tensor(teacher, shape: shape) }

    func targets(mixed: Bool?) throws -> Targets {
        var targets = Targets(labels: try Tensor(labels))
        if mixed == true {
            targets.mixing = Targets.Mixing(
                partnerLabels: try Tensor(partners), weights: try Tensor(shares))
        }
        return targets
    }

    /// The weighted sum of a method's terms.
    func loss(of method: any StatelessMethod, mixed: Bool?, student: Tensor) throws -> Tensor {
        try method.terms(
            DistillationStep(
                student: student, teacher: teacherLogits(), targets: targets(mixed: mixed),
                epoch: 0)
        ).weightedSum()
    }
}

@Suite("A loss equals PyTorch's, value and gradient")
struct LossReferenceTests {
    private let reference: Reference

    init() throws { reference = try Reference() }

    private func expect(
        _ expected: Reference.Case, _ loss: (Tensor) throws -> Tensor
    ) throws {
        let student = try reference.studentLogits()
        let value = try loss(student)
        try value.backward()
        #expect(try abs(value.item() - expected.value) <= 1e-9 * max(1, abs(expected.value)))
        let gradient = try #require(student.gradient).elements(as: Double.self)
        try #require(gradient.count == expected.gradient.count)
        for (ours, theirs) in zip(gradient, expected.gradient) {
            #expect(abs(ours - theirs) <= 1e-9)
        }
    }

    @Test("soft targets, at temperatures from 0.5 to 20")
    func soft() throws {
        for expected in reference.soft {
            let loss = SoftTargetLoss(
                temperature: .scheduled(.constant(try #require(expected.temperature))))
            try expect(expected) {
                try loss(student: $0, teacher: reference.teacherLogits())
            }
        }
    }

    @Test("knowledge distillation, with alpha weighing the soft term, mixed labels too")
    func distillation() throws {
        for expected in reference.kd {
            let method = KnowledgeDistillation(
                temperature: .scheduled(.constant(try #require(expected.temperature))),
                alpha: try #require(expected.alpha))
            try expect(expected) {
                try reference.loss(of: method, mixed: expected.mixed, student: $0)
            }
        }
    }

    @Test("cross-entropy with smoothed and mixed labels")
    func labels() throws {
        for expected in reference.labelLearning {
            let method = LabelLearning(smoothing: try #require(expected.smoothing))
            try expect(expected) {
                try reference.loss(of: method, mixed: expected.mixed, student: $0)
            }
        }
    }

    @Test("soft targets are zero when student and teacher agree")
    func agreement() throws {
        let logits = try reference.teacherLogits()
        #expect(try abs(SoftTargetLoss()(student: logits, teacher: logits).item()) < 1e-12)
    }

    @Test("a term of no weight is not computed")
    func terms() throws {
        func names(_ alpha: Double) throws -> [String] {
            try KnowledgeDistillation(alpha: alpha).terms(
                DistillationStep(
                    student: reference.studentLogits(), teacher: reference.teacherLogits(),
                    targets: reference.targets(mixed: false), epoch: 0)
            ).map(\.name)
        }
        #expect(try names(0) == ["hard"])
        #expect(try names(0.9) == ["soft", "hard"])
        #expect(try names(1) == ["soft"])
    }
}
