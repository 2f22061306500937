import Testing
import Torch

/// The three parameters and five steps of gradients that all optimiser fixtures share.
struct OptimizationProblem {
    private let fixture: Fixture
    let parameters: [Parameter]

    init() throws {
        let fixture = try Fixture("optimizers/problem")
        self.fixture = fixture
        parameters = try (0..<3).map { try Parameter(fixture["parameter.\($0)"]) }
    }

    var group: [ParameterGroup] { [ParameterGroup(parameters: parameters)] }

    /// Gives each parameter its gradient of this step; the third has none at steps 0 and 3.
    func setGradients(of step: Int) throws {
        for (index, parameter) in parameters.enumerated() {
            let name = "gradient.\(step).\(index)"
            try parameter.tensor.setGradient(fixture.has(name) ? fixture[name] : nil)
        }
    }
}

struct OptimizerCase: Sendable, CustomTestStringConvertible {
    let fixture: String
    let make: @Sendable (OptimizationProblem) -> any Optimizer
    var testDescription: String { fixture }

    static let all: [OptimizerCase] = [
        OptimizerCase(fixture: "sgd") { SGD($0.group, learningRate: 0.1) },
        OptimizerCase(fixture: "sgd-momentum") {
            SGD($0.group, learningRate: 0.1, momentum: 0.9)
        },
        OptimizerCase(fixture: "sgd-dampening") {
            SGD($0.group, learningRate: 0.1, momentum: 0.9, dampening: 0.5, weightDecay: 0.1)
        },
        OptimizerCase(fixture: "sgd-nesterov") {
            SGD($0.group, learningRate: 0.1, momentum: 0.9, weightDecay: 0.1, isNesterov: true)
        },
        OptimizerCase(fixture: "sgd-groups") {
            SGD(
                [
                    ParameterGroup(parameters: [$0.parameters[0]], learningRateScale: 0.2),
                    ParameterGroup(parameters: [$0.parameters[1]], weightDecay: 0),
                    ParameterGroup(parameters: [$0.parameters[2]]),
                ], learningRate: 0.1, momentum: 0.9, weightDecay: 0.1)
        },
        OptimizerCase(fixture: "adam") { Adam($0.group) },
        OptimizerCase(fixture: "adam-decay") {
            Adam(
                $0.group, learningRate: 0.01, betas: (0.8, 0.95), epsilon: 1e-4, weightDecay: 0.1)
        },
        OptimizerCase(fixture: "adam-maximum") {
            Adam($0.group, learningRate: 0.01, betas: (0.5, 0.6), usesMaximum: true)
        },
        OptimizerCase(fixture: "adamw") { AdamW($0.group) },
        OptimizerCase(fixture: "adamw-decay") {
            AdamW($0.group, learningRate: 0.01, weightDecay: 0.5)
        },
        OptimizerCase(fixture: "adamw-maximum") {
            AdamW(
                $0.group, learningRate: 0.01, betas: (0.5, 0.6), weightDecay: 0.5,
                usesMaximum: true)
        },
        OptimizerCase(fixture: "lars") {
            LARS($0.group, learningRate: 2, momentum: 0.9, weightDecay: 0.1)
        },
        OptimizerCase(fixture: "lars-nesterov") {
            LARS(
                $0.group, learningRate: 2, momentum: 0.9, weightDecay: 0.1, isNesterov: true,
                trustCoefficient: 0.02)
        },
        OptimizerCase(fixture: "lars-dampening") {
            LARS($0.group, learningRate: 2, momentum: 0.9, dampening: 0.5, weightDecay: 0.1)
        },
    ]
}

@Suite struct OptimizerReferenceTests {
    @Test(
        "five steps equal the reference's, a missing gradient included",
        arguments: OptimizerCase.all)
    func matchesReference(_ example: OptimizerCase) throws {
        let reference = try Fixture("optimizers/\(example.fixture)")
        let problem = try OptimizationProblem()
        let optimizer = example.make(problem)
        for step in 0..<5 {
            try problem.setGradients(of: step)
            try optimizer.step()
            for (index, parameter) in problem.parameters.enumerated() {
                let expected = try reference["after.\(step).\(index)"]
                #expect(
                    try difference(parameter.tensor, expected) < 2e-6, "step \(step), \(index)")
            }
        }
        try optimizer.clearGradients()
        #expect(problem.parameters.allSatisfy { $0.tensor.gradient == nil })
    }

    @Test("goes on to the bit from a state taken after three steps", arguments: OptimizerCase.all)
    func resumes(_ example: OptimizerCase) throws {
        let straight = try OptimizationProblem()
        let first = example.make(straight)
        for step in 0..<3 {
            try straight.setGradients(of: step)
            try first.step()
        }
        let resumed = try OptimizationProblem()
        let second = example.make(resumed)
        try withoutGradients {
            for (own, given) in zip(resumed.parameters, straight.parameters) {
                try own.tensor.copy(from: given.tensor)
            }
        }
        var state: [String: Tensor] = [:]
        for (name, tensor) in first.state() { state[name] = try tensor.copied() }
        try second.load(state: state)
        for (problem, optimizer) in [(straight, first), (resumed, second)] {
            for step in 3..<5 {
                try problem.setGradients(of: step)
                try optimizer.step()
            }
        }
        for (own, given) in zip(resumed.parameters, straight.parameters) {
            #expect(try own.tensor.isIdentical(to: given.tensor))
        }
    }

    @Test("channels-last parameters take the same steps, whatever the gradient's layout")
    func layouts() throws {
        let plain = try OptimizationProblem()
        let moved = try OptimizationProblem()
        let kernel = try Parameter(moved.parameters[2].tensor.detached().to(.channelsLast))
        let optimizers = [
            AdamW(plain.group),
            AdamW([ParameterGroup(parameters: moved.parameters.prefix(2) + [kernel])]),
        ]
        for step in 0..<3 {
            for problem in [plain, moved] { try problem.setGradients(of: step) }
            try kernel.tensor.setGradient(moved.parameters[2].tensor.gradient)
            for optimizer in optimizers { try optimizer.step() }
        }
        #expect(kernel.tensor.isChannelsLast)
        #expect(try kernel.tensor.isIdentical(to: plain.parameters[2].tensor))
    }

    @Test("a state that does not fit is refused by name") func refusesState() throws {
        let problem = try OptimizationProblem()
        let optimizer = AdamW(problem.group)
        let state = [
            "0.exp_avg": try Tensor.zeros([2, 2]), "0.exp_avg_sq": try Tensor.zeros([3, 4]),
            "7.step": try Tensor.zeros([]),
        ]
        #expect(
            throws: StateError(
                missing: ["0.step"], unexpected: ["7.step"],
                mismatched: [.init(name: "0.exp_avg", expected: [3, 4], found: [2, 2])])
        ) { try optimizer.load(state: state) }
        #expect(optimizer.state().isEmpty)
    }

    @Test("the groups of a network: all alike, or vectors without decay") func groups() throws {
        let network = Sequential(try Conv2d(3, 4, kernel: 3), try BatchNorm(4))
        let split = [ParameterGroup].decayingOnlyMatrices(of: network)
        #expect(split.map { $0.parameters.count } == [1, 3])
        #expect(split.map(\.weightDecay) == [nil, 0])
        #expect([ParameterGroup].all(of: network).map { $0.parameters.count } == [4])
    }
}
