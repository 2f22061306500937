import Testing
import Torch

@testable import Distillery

/// Numbers of an independent computation in double precision: `Fixtures/methods/golden/own.py`.
@Suite("Losses of networks of their own equal the golden numbers, gradients too")
struct StudentGoldenTests {
    private func check(
        _ kind: String, _ loss: (GoldenLoss.Case, [String: Tensor]) throws -> Tensor
    ) throws {
        let fixture = try GoldenLoss(kind)
        try #require(!fixture.cases.isEmpty)
        for golden in fixture.cases {
            let leaves = try golden.leaves()
            let loss = try loss(golden, leaves)
            let value = try loss.item()
            #expect(
                abs(value - golden.loss) <= 1e-5 * max(abs(golden.loss), 1e-6),
                "\(golden.name): \(value), not \(golden.loss)")
            try loss.backward()
            for (name, expected) in golden.gradients {
                let found = try leaves.named(name).gradient?.elements(as: Double.self)
                let ours = found ?? [Double](repeating: 0, count: expected.count)
                let largest = expected.map(abs).max() ?? 0
                let apart = zip(ours, expected).map { abs($0 - $1) }.max() ?? 0
                #expect(
                    apart <= 1e-5 * max(largest, 1e-6), "\(golden.name): gradient of \(name)")
            }
        }
    }

    private func targets(_ golden: GoldenLoss.Case) throws -> Targets {
        let labels = golden.labels ?? []
        var targets = Targets(
            labels: try Tensor(labels),
            labelled: Targets.countLabelled(
                labels, partners: golden.partners, weights: golden.shares?.map(Float.init)))
        if let partners = golden.partners, let shares = golden.shares {
            targets.mixing = .init(
                partnerLabels: try Tensor(partners), weights: try Tensor(shares))
        }
        return targets
    }

    @Test("of labels some of which are unknown")
    func labels() throws {
        try check("labels") { golden, tensors in
            let method = golden.method?.method as? LabelLearning
            return try targets(golden).crossEntropy(
                of: tensors.named("logits"), labelSmoothing: method?.smoothing ?? 0)
        }
    }

    @Test("of students that learn from each other")
    func mutual() throws {
        try check("mutual") { golden, tensors in
            let method = try #require(golden.method?.method as? MutualLearning)
            var networks = tensors.numbered("networks")
            let own = networks.remove(at: try #require(golden.network))
            let divergence = try MutualLearning.divergence(of: own, from: networks)
            return try targets(golden).crossEntropy(of: own)
                + divergence * method.weight.value(epoch: 0, of: 1)
        }
    }

    @Test("of exits that learn from the deepest")
    func exits() throws {
        try check("be-your-own-teacher") { golden, tensors in
            let method = try #require(golden.method?.method as? BeYourOwnTeacher)
            let exits = tensors.numbered("exits")
            let sums = try method.sums(exits: exits, features: tensors.numbered("features"))
            var hard = try Tensor.zeros([], scalarType: .float64)
            for exit in exits { hard = try hard + targets(golden).crossEntropy(of: exit) }
            return try hard * (1 - method.alpha) + sums.soft * method.alpha
                + sums.distance * method.beta
        }
    }

    @Test("of a generator against its teacher")
    func generator() throws {
        try check("data-free") { golden, tensors in
            if let student = tensors["student.logits"] {
                let teacher = try tensors.named("teacher.logits")
                guard golden.name.contains("generator") else {
                    return try GeneratorLoss.disagreement(student: student, teacher: teacher)
                }
                return try -GeneratorLoss.disagreement(student: student, teacher: teacher)
            }
            switch golden.name.prefix(4) {
            case "one-": return try GeneratorLoss.oneHot(tensors.named("teacher.logits"))
            case "info":
                return try GeneratorLoss.informationEntropy(tensors.named("teacher.logits"))
            case "acti": return try GeneratorLoss.activation(tensors.named("teacher.features"))
            default:
                let plan = DataFreeDistillation()
                let logits = try tensors.named("teacher.logits")
                let activation = try GeneratorLoss.activation(tensors.named("teacher.features"))
                return try GeneratorLoss.oneHot(logits) * plan.oneHot
                    + activation * plan.activation
                    + GeneratorLoss.informationEntropy(logits) * plan.entropy
            }
        }
    }

    @Test("where a class is so unlike all that its probability is 0 in single precision")
    func vanished() throws {
        let logits = try Tensor([Float(300), 0, -300, 0, 300, -300], shape: [2, 3])
            .requireGradient()
        let loss = try GeneratorLoss.informationEntropy(logits)
        // Two classes alike: log10(1/2).
        #expect(abs(try loss.item() + 0.3010299957) < 1e-6)
        try loss.backward()
        #expect(try #require(logits.gradient).isFinite())
    }
}
