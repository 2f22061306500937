import Testing
import Torch

@testable import Distillery

@Suite("A method that begins with its maps alone")
struct FeaturePhaseTests {
    private struct Training {
        let networks: FeatureSetting
        let step: TrainingStep
        let batch: TensorBatch

        init(_ method: any Method) throws {
            networks = try FeatureSetting("resnet8", "resnet14")
            let student = try #require(networks.setting.student.network)
            let teacher = try #require(networks.setting.teacher?.network)
            let inputs = try Tensor.random([4, 3, 32, 32])
            let objective = try method.makeObjective(for: networks.setting)
            step = try TrainingStep(
                model: student, objective: objective,
                teacher: ModuleTeacher(
                    teacher, taps: objective.taps.teacher, example: inputs, device: .cpu),
                plan: TrainingPlan())
            batch = TensorBatch(
                indices: [0, 1, 2, 3], inputs: inputs,
                targets: Targets(labels: try Tensor([0, 1, 2, 3] as [Int64])))
            student.setTraining(true)
        }

        /// Copies of the student's and the method's parameters by path, the method's after `own.`.
        func parameters() throws -> [String: Tensor] {
            let student = try #require(networks.setting.student.network)
            var copies: [String: Tensor] = [:]
            for (path, parameter) in student.namedParameters() {
                copies[path] = try parameter.tensor.detached().copied()
            }
            for (path, parameter) in step.objective.namedParameters() {
                copies["own.\(path)"] = try parameter.tensor.detached().copied()
            }
            return copies
        }

        /// The paths of what one step of a phase changes.
        func changes(in phase: TrainingPhase?) throws -> Set<String> {
            try step.begin(phase)
            let before = try parameters()
            try step(batch)
            let after = try parameters()
            return try Set(
                before.keys.filter { try after[$0]?.isIdentical(to: #require(before[$0])) == false }
            )
        }
    }

    @Test("trains the student up to the hint and the connector first, then all but the connector")
    func fitnet() throws {
        let training = try Training(HintDistillation().with { $0.stages = .two })
        let phases = training.step.objective.phases
        // An eighth of ten epochs, at least one.
        #expect(phases == [TrainingPhase("start-up", epochs: 1)])
        let lower = ["conv1.", "bn1.", "layer1.", "layer2."]
        let first = try training.changes(in: phases[0])
        #expect(first.contains { $0.hasPrefix("own.connector.conv") })
        #expect(first.contains { $0.hasPrefix("conv1.") && $0.hasSuffix("weight") })
        #expect(
            first.allSatisfy { path in
                path.hasPrefix("own.") || lower.contains { path.hasPrefix($0) }
            })
        let second = try training.changes(in: nil)
        #expect(second.contains { $0.hasPrefix("fc.") })
        #expect(!second.contains { $0.hasPrefix("own.") })
    }

    @Test("leaves the head alone while only the flow between stages is learned")
    func fsp() throws {
        let training = try Training(FlowOfSolution())
        let phases = training.step.objective.phases
        #expect(phases == [TrainingPhase("start-up", epochs: 1)])
        let first = try training.changes(in: phases[0])
        #expect(first.contains { $0.hasPrefix("layer3.") })
        #expect(!first.contains { $0.hasPrefix("fc.") })
        #expect(try training.changes(in: nil).contains { $0.hasPrefix("fc.") })
    }

    @Test("leaves the head alone while only the boundaries are learned, then the connectors")
    func ab() throws {
        let training = try Training(ActivationBoundaries())
        let first = try training.changes(in: training.step.objective.phases[0])
        #expect(first.contains { $0.hasPrefix("own.connectors.2.bn") })
        #expect(first.contains { $0.hasPrefix("layer3.") })
        #expect(!first.contains { $0.hasPrefix("fc.") })
        let second = try training.changes(in: nil)
        #expect(second.contains { $0.hasPrefix("fc.") })
        #expect(!second.contains { $0.hasPrefix("own.") })
    }

    @Test("trains the paraphraser alone first, then all but the paraphraser")
    func factorTransfer() throws {
        let training = try Training(FactorTransfer())
        let phases = training.step.objective.phases
        #expect(phases == [TrainingPhase("paraphraser", epochs: 1, studentPaths: [])])
        let first = try training.changes(in: phases[0])
        #expect(first.count == 12 && first.allSatisfy { $0.hasPrefix("own.paraphraser.") })
        let second = try training.changes(in: nil)
        #expect(!second.contains { $0.hasPrefix("own.paraphraser.") })
        #expect(second.filter { $0.hasPrefix("own.translator.") }.count == 12)
        #expect(second.contains { $0.hasPrefix("fc.") })
    }

    /// Of 240 epochs the literature takes 30.
    @Test("takes an eighth of the epochs for it unless a recipe says how many")
    func eighth() throws {
        var setting = try FeatureSetting("resnet8", "resnet14").setting
        for (epochs, expected) in [(240, 30), (16, 2), (2, 1)] {
            setting.epochs = epochs
            for method in [ActivationBoundaries(), FactorTransfer()] as [any Method] {
                let phases = try method.makeObjective(for: setting).phases
                #expect(phases.map(\.epochs) == [expected])
            }
        }
    }

    @Test("has no such phase where both losses come at once")
    func atOnce() throws {
        let networks = try FeatureSetting("resnet8", "resnet14")
        for method in [
            HintDistillation(), FlowOfSolution().with { $0.startUpEpochs = 0 },
            ActivationBoundaries().with { $0.startUpEpochs = 0 },
        ] as [any Method] {
            #expect(try method.makeObjective(for: networks.setting).phases.isEmpty)
        }
    }
}
