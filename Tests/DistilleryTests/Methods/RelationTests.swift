import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("A loss over relations")
struct RelationTests {
    static let vectors: [any Method] = [
        RelationalDistillation(), RelationalDistillation().with { $0.normalization = .l2 },
        ProbabilisticTransfer(), CorrelationCongruence(),
        CorrelationCongruence().with { $0.variant = .taylor },
    ]
    static let all: [any Method] = vectors + [SimilarityPreserving(), InterChannelCorrelation()]

    private static func network(_ role: ModelRole, _ shapes: [String: [Int]]) -> TappedNetwork {
        TappedNetwork(
            name: "net", role: role, stages: shapes["map"] == nil ? [] : ["map"],
            pooled: "vector", head: "", shapes: shapes)
    }

    private static func setting(
        student: [String: [Int]], teacher: [String: [Int]]
    ) -> MethodSetting {
        MethodSetting(
            student: network(.student, student), teacher: network(.teacher, teacher), classes: 3)
    }

    /// The method's own terms and their gradient of the student's features.
    private static func own(
        _ method: any Method, student: Tensor, teacher: Tensor
    ) throws -> (value: Double, gradient: Tensor) {
        let path = student.rank == 2 ? "vector" : "map"
        let objective = try method.makeObjective(
            for: setting(student: [path: student.shape], teacher: [path: teacher.shape]))
        try objective.convert(to: student.scalarType)
        let leaf = try student.copied().detached().requireGradient()
        let batch = student.shape[0]
        let step = DistillationStep(
            student: try Tensor.zeros([batch, 3]), teacher: try Tensor.zeros([batch, 3]),
            studentTaps: [path: leaf], teacherTaps: [path: teacher],
            targets: Targets(labels: try Tensor([Int64](repeating: 0, count: batch))))
        let loss = try objective.terms(step).filter { $0.name != LossTerm.labels }.weightedSum()
        try loss.backward()
        return (try loss.item(), try #require(leaf.gradient))
    }

    private static func features(_ shape: [Int], _ position: Int) throws -> Tensor {
        try ModelFormula.exact(shape.reduce(1, *), position: position).reshaped(shape)
    }

    private static func shape(for method: any Method, batch: Int, width: Int) -> [Int] {
        method is SimilarityPreserving || method is InterChannelCorrelation
            ? [batch, width, 4, 4] : [batch, width]
    }

    @Test(
        "has a finite gradient in single precision where examples are equal, or all are 0",
        arguments: 0..<all.count)
    func collapsed(_ index: Int) throws {
        let method = Self.all[index]
        let shape = Self.shape(for: method, batch: 6, width: 8)
        let teacher = try Self.features(shape, 2).to(.float32)
        let student = try Self.features(shape, 1).to(.float32)
        let first = try student.slice(dimension: 0, from: 0, to: 1)
        let repeated = try Tensor.concatenated(
            [first, first, student.slice(dimension: 0, from: 2)])
        for features in [repeated, try student * 0, try student * 0 + 1] {
            let (value, gradient) = try Self.own(method, student: features, teacher: teacher)
            #expect(value.isFinite, "\(method.title)")
            #expect(try gradient.isFinite(), "\(method.title)")
            #expect(try gradient.absoluteValue().maximum().item() < 1e6, "\(method.title)")
        }
    }

    @Test(
        "is finite in single precision at features of ten thousand", arguments: 0..<all.count)
    func large(_ index: Int) throws {
        let method = Self.all[index]
        let shape = Self.shape(for: method, batch: 6, width: 8)
        let (value, gradient) = try Self.own(
            method, student: (Self.features(shape, 1) * 2e4).to(.float32),
            teacher: (Self.features(shape, 2) * 2e4).to(.float32))
        #expect(try value.isFinite && gradient.isFinite(), "\(method.title)")
    }

    @Test("is a number for a batch of one example", arguments: 0..<all.count)
    func single(_ index: Int) throws {
        let method = Self.all[index]
        let shape = Self.shape(for: method, batch: 1, width: 8)
        let (value, gradient) = try Self.own(
            method, student: Self.features(shape, 1), teacher: Self.features(shape, 2))
        #expect(try value.isFinite && gradient.isFinite(), "\(method.title)")
    }

    @Test("loses little in single precision: rkd, of features far from 0 and near one another")
    func singlePrecision() throws {
        let student = try Self.features([32, 24], 1) * 0.2 + 5
        let teacher = try Self.features([32, 48], 2) * 0.2 + 5
        let method = RelationalDistillation()
        let exact = try Self.own(method, student: student, teacher: teacher)
        let rough = try Self.own(
            method, student: student.to(.float32), teacher: teacher.to(.float32))
        #expect(abs(rough.value / exact.value - 1) < 1e-3)
        let apart = try (rough.gradient.to(.float64) - exact.gradient).norm().item()
        #expect(try apart < 1e-2 * exact.gradient.norm().item())
    }

    @Test("does not look at the order in memory", arguments: ["similarity-preserving", "ickd"])
    func memoryFormat(kind: String) throws {
        let method = try MethodCatalog.standard.type(named: kind, path: "").init()
        let student = try Self.features([4, 6, 4, 3], 1)
        let teacher = try Self.features([4, 6, 2, 2], 2)
        let rows = try Self.own(method, student: student, teacher: teacher)
        let last = try Self.own(
            method, student: student.to(.channelsLast), teacher: teacher.to(.channelsLast))
        #expect(abs(rows.value / last.value - 1) < 1e-12)
        #expect(
            try (rows.gradient - last.gradient).absoluteValue().maximum().item() < 1e-12)
    }

    @Test("takes a transformer's tokens: similarity-preserving, ickd with unlike widths")
    func tokens() throws {
        let student = try Self.features([4, 9, 6], 1)
        let teacher = try Self.features([4, 16, 8], 2)
        for method in [SimilarityPreserving(), InterChannelCorrelation()] as [any Method] {
            let (value, gradient) = try Self.own(method, student: student, teacher: teacher)
            #expect(value > 0 && gradient.shape == student.shape)
        }
        // Tokens as the columns of a map: the same numbers.
        let columns = { (tokens: Tensor) in try tokens.transposed(1, 2).unsqueezed(3) }
        let alike = try Self.features([4, 16, 6], 3)
        let method = InterChannelCorrelation()
        #expect(
            try abs(
                Self.own(method, student: student, teacher: alike).value
                    - Self.own(method, student: columns(student), teacher: columns(alike)).value)
                < 1e-12)
    }

    @Test("says what does not suit it, and the way out", arguments: 0..<all.count)
    func errors(_ index: Int) throws {
        let method = Self.all[index]
        let none = Self.setting(student: [:], teacher: [:])
        let error = try #require(throws: MethodError.self) { try method.makeObjective(for: none) }
        switch error {
        case .noStages(let method, _, _): #expect(method == Self.all[index].title)
        case .noSuchTap(_, _, let path, _): #expect(path == "vector")
        default: Issue.record("\(error)")
        }
        var alone = none
        alone.teacher = nil
        #expect(throws: MethodError.needsTeacher(method: method.title)) {
            try method.makeObjective(for: alone)
        }
    }

    @Test("refuses what has no places, and several pairs where there is one common space")
    func unsuitable() throws {
        let shapes = ["vector": [2, 8], "map": [2, 8]]
        let setting = Self.setting(student: shapes, teacher: shapes)
        #expect(throws: MethodError.self) {
            try InterChannelCorrelation().makeObjective(for: setting)
        }
        let two = CorrelationCongruence().with {
            $0.taps = TapChoice(student: ["vector", "map"], teacher: ["vector", "map"])
        }
        #expect(throws: MethodError.self) { try two.makeObjective(for: setting) }
    }
}
