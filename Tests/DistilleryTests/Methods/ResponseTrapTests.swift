import Foundation
import Testing
import Torch

@testable import Distillery

/// What implementations of these losses get wrong: T², the reduction, the masked class, extremes.
@Suite("A loss over logits")
struct ResponseTrapTests {
    static let soft: [any Method] = [
        KnowledgeDistillation(alpha: 1), LogitStandardization(), DecoupledDistillation(),
        MultiLevelDistillation(), CurriculumTemperature(), CorrelationDistillation(),
        LogitRegression(),
    ]
    /// All that compare with a teacher.
    static let all: [any Method] = soft + [WeightedSoftLabels(), OneForAll()]

    /// Logits in single precision, `[batch, classes]`, drawn by rule.
    private static func logits(
        _ position: Int, batch: Int = 6, classes: Int = 10, scale: Double = 6
    ) throws -> Tensor {
        try (ModelFormula.exact(batch * classes, position: position) * scale)
            .reshaped([batch, classes]).to(.float32)
    }

    private static func setting(classes: Int) -> MethodSetting {
        let network = TappedNetwork(
            name: "none", role: .student, stages: [], pooled: "", head: "", shapes: [:])
        return MethodSetting(student: network, teacher: network, classes: classes, examples: 6)
    }

    /// The method's own terms, without the labels', and their gradient of the student's logits.
    private static func own(
        _ method: any Method, student: Tensor, teacher: Tensor, labels: [Int64]? = nil
    ) throws -> (value: Double, gradient: [Float]) {
        let (batch, classes) = (student.shape[0], student.shape[1])
        let leaf = try student.copied().detached().requireGradient()
        let labels = labels ?? (0..<batch).map { Int64($0 * 7 % classes) }
        let step = DistillationStep(
            student: leaf, teacher: teacher, targets: Targets(labels: try Tensor(labels)),
            indices: Array(0..<batch), epoch: 25, epochs: 30)
        let loss = try method.makeObjective(for: setting(classes: classes)).terms(step)
            .filter { $0.name != LossTerm.labels }.weightedSum()
        try loss.backward()
        return (try loss.item(), try #require(try leaf.gradient?.elements(as: Float.self)))
    }

    private static func norm(_ numbers: [Float]) -> Float {
        numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }

    @Test("keeps its gradient's size across temperatures: T² is there")
    func temperatureSquare() throws {
        // Of logits near 0 the gradient of T² · KL goes to (z_s − z_t) / classes, whatever T is.
        let (student, teacher) = (try Self.logits(1, scale: 0.02), try Self.logits(2, scale: 0.02))
        let methods: [(Temperature) -> any Method] = [
            { KnowledgeDistillation(temperature: $0, alpha: 1) },
            { temperature in
                DecoupledDistillation().with {
                    $0.temperature = temperature
                    $0.beta = 1
                }
            },
        ]
        for make in methods {
            let sizes = try [1, 4, 20].map { temperature in
                Self.norm(
                    try Self.own(
                        make(.scheduled(.constant(temperature))), student: student,
                        teacher: teacher
                    ).gradient)
            }
            let title = make(1).title
            #expect(sizes.allSatisfy { abs($0 / sizes[0] - 1) < 0.02 }, "\(title): \(sizes)")
        }
        let gradient = try Self.own(
            KnowledgeDistillation(temperature: 20, alpha: 1), student: student, teacher: teacher
        ).gradient
        let apart = try (student - teacher).elements(as: Float.self)
        let shift = (0..<6).flatMap { row in
            let mean = apart[row * 10..<row * 10 + 10].reduce(0, +) / 10
            return (0..<10).map { (apart[row * 10 + $0] - mean) / 10 / 6 }
        }
        for (ours, limit) in zip(gradient, shift) { #expect(abs(ours - limit) < 1e-6) }
    }

    @Test("is a sum over classes and a mean over the batch")
    func reduction() throws {
        let (student, teacher) = (try Self.logits(3), try Self.logits(4))
        let twice = { (tensor: Tensor) in try Tensor.concatenated([tensor, tensor]) }
        // The same examples twice: a mean over the batch stays; a sum would double.
        let methods: [any Method] = [
            KnowledgeDistillation(alpha: 1), LogitStandardization(), DecoupledDistillation(),
            CurriculumTemperature(), WeightedSoftLabels(), OneForAll(), LogitRegression(),
        ]
        let labels = (0..<6).map { Int64($0) }
        for method in methods {
            let once = try Self.own(method, student: student, teacher: teacher, labels: labels)
            let both = try Self.own(
                method, student: twice(student), teacher: twice(teacher), labels: labels + labels)
            #expect(abs(both.value / once.value - 1) < 1e-5, "\(method.title)")
        }
        // Classes nobody gives a chance add nothing: a mean over classes would fall to a half.
        let padded = { (tensor: Tensor) in try tensor.padded([0, 10], value: -1e4) }
        for method in methods.dropLast() where !(method is LogitStandardization) {
            let some = try Self.own(method, student: student, teacher: teacher, labels: labels)
            let more = try Self.own(
                method, student: padded(student), teacher: padded(teacher), labels: labels)
            #expect(abs(more.value / some.value - 1) < 1e-5, "\(method.title)")
        }
    }

    @Test("of the classes beside the label has no gradient at the label, to the bit")
    func maskedClass() throws {
        let labels: [Int64] = [0, 9, 3, 3, 5, 1]
        for scale in [1.0, 6, 200] {
            for temperature in [0.1, 1, 4] {
                let method = DecoupledDistillation().with {
                    $0.alpha = 0
                    $0.temperature = .scheduled(.constant(temperature))
                }
                let gradient = try Self.own(
                    method, student: Self.logits(5, scale: scale),
                    teacher: Self.logits(6, scale: scale), labels: labels
                ).gradient
                for (row, label) in labels.enumerated() {
                    #expect(gradient[row * 10 + Int(label)] == 0)
                }
                #expect(gradient.contains { $0 != 0 } && gradient.allSatisfy(\.isFinite))
            }
        }
    }

    @Test("is zero, and moves nothing, where student and teacher agree", arguments: 0..<soft.count)
    func agreement(_ index: Int) throws {
        let method = Self.soft[index]
        let logits = try Self.logits(7)
        let (value, gradient) = try Self.own(method, student: logits, teacher: logits)
        #expect(abs(value) < 1e-3, "\(method.title)")
        #expect(Self.norm(gradient) < 1e-3, "\(method.title)")
    }

    @Test(
        "stays finite in single precision, with its gradient, at logits of a hundred and more",
        arguments: 0..<all.count)
    func extremes(_ index: Int) throws {
        let method = Self.all[index]
        for (own, theirs) in [(200.0, 200.0), (0, 200), (200, 0), (2000, 2000), (0, 0)] {
            let (value, gradient) = try Self.own(
                method, student: Self.logits(8, scale: own), teacher: Self.logits(9, scale: theirs))
            #expect(value.isFinite, "\(method.title) at \(own), \(theirs)")
            let isFinite = gradient.allSatisfy(\.isFinite)
            #expect(isFinite, "\(method.title) at \(own), \(theirs)")
        }
    }

    @Test("of a rule in place of a teacher is smallest where the student answers as the rule")
    func rule() throws {
        let method = TeacherFree().with { $0.temperature = 1 }
        let probabilities = (0..<3).flatMap { row in
            (0..<4).map { $0 == row ? Float(0.9) : Float(0.1 / 3) }
        }
        // The rule's target is the softmax of its probabilities, and the student is not softened.
        let rule = try Tensor(probabilities, shape: [3, 4])
        let (value, gradient) = try Self.own(
            method, student: rule, teacher: rule, labels: [0, 1, 2])
        #expect(abs(value) < 1e-6 && Self.norm(gradient) < 1e-6)
    }
}

@Suite("A method over logits says what does not suit it")
struct ResponseErrorTests {
    private func setting(classes: Int, shape: [Int]) -> MethodSetting {
        let network = TappedNetwork(
            name: "net", role: .student, stages: ["stage"], pooled: "", head: "",
            shapes: ["stage": shape])
        return MethodSetting(student: network, teacher: network, classes: classes)
    }

    @Test("dkd: a single class")
    func oneClass() {
        #expect(throws: MethodError.self) {
            try DecoupledDistillation().makeObjective(for: setting(classes: 1, shape: [2, 3]))
        }
    }

    @Test("ofa: a stage that is no map, no tokens and no vector, and a tap that is not there")
    func stages() throws {
        let deep = setting(classes: 4, shape: [2, 3, 4, 5, 6])
        #expect(throws: MethodError.self) { try OneForAll().makeObjective(for: deep) }
        let named = OneForAll().with { $0.taps.student = ["stag"] }
        #expect(
            throws: MethodError.noSuchTap(
                network: "net", role: .student, path: "stag",
                nearest: [Tap("stage", [2, 3, 4, 5, 6])])
        ) { try named.makeObjective(for: deep) }
        let alone = OneForAll().with { $0.stageHeads = false }
        #expect(try alone.makeObjective(for: deep).taps == .none)
    }

    @Test("ofa gives maps, tokens and vectors a head of their width")
    func heads() throws {
        for (shape, width) in [([2, 3, 4, 4], 3), ([2, 9, 5], 5), ([2, 7], 7)] {
            let objective = try OneForAll().makeObjective(for: setting(classes: 4, shape: shape))
            #expect(
                objective.namedParameters().map(\.parameter.tensor.shape) == [[4, width], [4]])
            let output = try Tensor.ones(shape)
            let step = DistillationStep(
                student: try Tensor.zeros([2, 4]), teacher: try Tensor.zeros([2, 4]),
                studentTaps: ["stage": output],
                targets: Targets(labels: try Tensor([0, 3] as [Int64])))
            #expect(try objective.terms(step).map(\.name) == ["logits", "logits-stage", "hard"])
        }
    }

    @Test("mlkd and ctkd: a step without a teacher")
    func noTeacher() throws {
        let step = DistillationStep(
            student: try Tensor.zeros([2, 4]), teacher: nil,
            targets: Targets(labels: try Tensor([0, 3] as [Int64])))
        for method in [MultiLevelDistillation(), CurriculumTemperature()] as [any Method] {
            let objective = try method.makeObjective(for: setting(classes: 4, shape: [2, 3]))
            #expect(throws: MethodError.noTeacher) { try objective.terms(step) }
        }
    }
}
