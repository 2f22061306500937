import Foundation
import Testing
import Torch

@testable import Distillery

/// A few steps with one method: a small residual network teaches a small stack of convolutions, or a
/// transformer a smaller one where the examples are texts.
///
/// The teacher has learned the examples by heart; its channels are others than the student's, unless
/// the method refuses that.
struct MethodTraining {
    let method: any Method
    let student: any Classifier
    let teacher: any Classifier
    let objective: any Objective
    private let data: TrainingData
    private let step: TrainingStep
    private let plan: TrainingPlan

    /// A step's weighted terms, by phase in the order of the phases; nil is the main one.
    typealias Course = [(phase: String?, steps: [[String: Double]])]

    init(
        _ method: any Method, on data: TrainingData, teacher: any Classifier, rate: Double = 0.003
    ) throws {
        self.method = method
        self.data = data
        self.teacher = teacher
        plan = TrainingPlan(
            epochs: 8, batchSize: 24,
            optimizer: OptimizerPlan(kind: .adamw, learningRate: rate, weightDecay: 0))
        let alike = [16, 32, 64]
        var attempt = try Self.student([12, 20, 40], method, on: data, teacher, plan)
        if attempt == nil { attempt = try Self.student(alike, method, on: data, teacher, plan) }
        guard let attempt else {
            // Once more, for the message.
            let student = try Self.network(alike, on: data)
            _ = try method.makeObjective(
                for: data.setting(student: student, teacher: teacher, epochs: plan.epochs))
            throw MethodError.unsuitable(method: method.title, reason: "it fits now and then")
        }
        (student, objective) = attempt
        let answering =
            method.needsTeacher && objective.asksTeacher
            ? try ModuleTeacher(
                teacher, taps: objective.taps.teacher, example: data.exampleInput(count: 2),
                device: .cpu) : nil
        step = try TrainingStep(
            model: student, objective: objective, teacher: answering, plan: plan)
    }

    private static func network(_ widths: [Int], on data: TrainingData) throws
        -> any Classifier
    {
        if data.plan.isText {
            return try data.makeModel(
                ModelPlan("transformer", layers: 2, heads: 2, hiddenSize: widths[0]))
        }
        let blocks = zip(widths, [1, 2, 2]).map { ConvolutionBlock(width: $0, stride: $1) }
        return try ModelCatalog.builtIn.makeModel(
            data.configuration(of: ModelPlan("cnn", blocks: blocks)))
    }

    /// A student of these widths with its objective; nil where the method refuses it.
    private static func student(
        _ widths: [Int], _ method: any Method, on data: TrainingData,
        _ teacher: any Classifier, _ plan: TrainingPlan
    ) throws -> (any Classifier, any Objective)? {
        let student = try network(widths, on: data)
        do {
            let setting = try data.setting(
                student: student, teacher: teacher, epochs: plan.epochs)
            return (student, try method.makeObjective(for: setting))
        } catch is MethodError {
            return nil
        }
    }

    /// Steps of every phase; `batch` gives the batch of a step.
    ///
    /// - Parameter annealed: whether the rate falls to nothing over a phase, for what is measured after.
    func run(
        steps: Int, annealed: Bool = false, batch: (Int) throws -> TensorBatch
    ) throws -> Course {
        var course: Course = []
        student.setTraining(true)
        objective.setTraining(true)
        for phase in objective.phases.map(Optional.some) + [nil] {
            try step.begin(phase)
            // In the middle of its epochs, where a warm-up has begun.
            let epochs = phase?.epochs ?? plan.epochs
            let rate = step.optimizer.learningRate
            let measured = try (0..<steps).map { number in
                if annealed {
                    step.optimizer.learningRate = rate * (1 - Double(number) / Double(steps))
                }
                return try step(batch(number), epoch: epochs / 2, of: epochs)
            }
            course.append((phase?.name, measured))
        }
        return course
    }

    /// What a method's own terms add up to in a step; nil where only the labels count.
    static func own(_ terms: [String: Double]) -> Double? {
        let names = terms.keys.filter {
            $0 != MetricName.loss && $0 != MetricName.loss(term: LossTerm.labels)
        }
        return names.isEmpty ? nil : names.reduce(0) { $0 + terms[$1, default: 0] }
    }
}

extension Classifier {
    /// Parameters and buffers, to the bit.
    func stateBytes() throws -> [String: [UInt8]] {
        Dictionary(
            uniqueKeysWithValues: try state().map { ($0.path, try $0.tensor.bytes()) })
    }
}

/// A network that has learned its examples from their labels: made once, and copied for every
/// test, which may share numbers but no tensors.
struct LearnedTeacher: Sendable {
    private let plan: ModelPlan
    private let numbers: [String: [Float]]

    /// Trains at once; a failure shows when a network is asked for.
    init(
        _ plan: ModelPlan = ModelPlan("resnet8"), steps: Int, batchSize: Int,
        data: () throws -> TrainingData
    ) {
        self.plan = plan
        do {
            let data = try data()
            let batches = try data.batches(of: batchSize)
            let network = try data.makeModel(plan)
            let training = TrainingPlan(
                optimizer: OptimizerPlan(kind: .adamw, learningRate: 0.01, weightDecay: 0))
            let step = try TrainingStep(model: network, method: LabelLearning(), plan: training)
            network.setTraining(true)
            let rate = step.optimizer.learningRate
            for number in 0..<steps {
                step.optimizer.learningRate = rate * (1 - Double(number) / Double(steps))
                try step(batches[number % batches.count])
            }
            numbers = try Dictionary(
                uniqueKeysWithValues: network.state().map { ($0.path, try $0.tensor.floats()) })
        } catch {
            numbers = [:]
        }
    }

    func network(on data: TrainingData) throws -> any Classifier {
        let network = try data.makeModel(plan)
        try withoutGradients {
            for (path, tensor) in network.state() {
                let learned = try #require(numbers[path], "the teacher could not be trained")
                try tensor.copy(from: Tensor(learned, shape: tensor.shape))
            }
        }
        network.setTraining(false)
        return network
    }
}

extension TrainingData {
    /// Whole batches of the training examples, as they are, with stable ids.
    func batches(of size: Int) throws -> [TensorBatch] {
        let loader = plainBatches(of: train, batchSize: size)
        var batches: [TensorBatch] = []
        while let batch = try loader.next() {
            if batch.count == size { batches.append(batch) }
        }
        return batches
    }
}
