import Testing
import Torch

struct ScheduleCase: Sendable, CustomTestStringConvertible {
    let name: String
    let schedule: any LearningRateSchedule
    var testDescription: String { name }

    static let all: [ScheduleCase] = [
        ScheduleCase(name: "constant", schedule: ConstantSchedule()),
        ScheduleCase(name: "step", schedule: StepSchedule(every: .epochs(3), decay: 0.2)),
        ScheduleCase(
            name: "multi-step",
            schedule: MultiStepSchedule(milestones: [.steps(10), .epochs(5), .share(0.875)])),
        ScheduleCase(name: "cosine", schedule: CosineSchedule()),
        ScheduleCase(name: "cosine-minimum", schedule: CosineSchedule(minimum: 0.05)),
        ScheduleCase(
            name: "warm-up-constant", schedule: WarmUp(.epochs(2), then: ConstantSchedule())),
        ScheduleCase(name: "warm-up-cosine", schedule: WarmUp(.share(0.2), then: CosineSchedule())),
        ScheduleCase(
            name: "warm-up-multi-step",
            schedule: WarmUp(
                .steps(8), then: MultiStepSchedule(milestones: [.epochs(1), .epochs(4)]))),
        ScheduleCase(name: "one-cycle", schedule: OneCycleSchedule()),
        ScheduleCase(
            name: "one-cycle-steep",
            schedule: OneCycleSchedule(
                risingShare: 0.01, initialDivisor: 10, finalDivisor: 100,
                momentumRange: .init(lowest: 0.8, highest: 0.99))),
    ]
}

@Suite struct ScheduleTests {
    let length = TrainingLength(epochs: 10, stepsPerEpoch: 4)

    @Test("rate and momentum equal PyTorch's at every step", arguments: ScheduleCase.all)
    func matchesReference(_ example: ScheduleCase) throws {
        let reference = try Fixture("schedules/rates")
        let rates = try reference["\(example.name).rate"].elements(as: Double.self)
        let momenta = try reference["\(example.name).momentum"].elements(as: Double.self)
        let optimizer = SGD([], learningRate: 1, momentum: 0.9)
        #expect(rates.count == 40)
        for step in rates.indices {
            example.schedule.apply(to: optimizer, baseRate: 1, at: step, of: length)
            #expect(abs(optimizer.learningRate - rates[step]) < 1e-12, "rate at \(step)")
            #expect(abs(optimizer.momentum - momenta[step]) < 1e-12, "momentum at \(step)")
        }
    }

    @Test("beyond the end and on runs of one step factors stay finite", arguments: ScheduleCase.all)
    func edges(_ example: ScheduleCase) {
        for length in [length, TrainingLength(steps: 1, stepsPerEpoch: 1)] {
            for step in [0, length.steps - 1, length.steps, length.steps + 10] {
                let factor = example.schedule.factor(at: step, of: length)
                #expect((0...1).contains(factor), "step \(step) of \(length.steps): \(factor)")
            }
        }
    }
}
