import Torch

/// A further task at work: a linear head on the student's pooled features learns from its teacher.
final class TaskObjective: Objective {
    let head: Linear
    let method: any Objective
    /// The task's name and classes.
    let classes: ModelFolder.Head
    /// What the teacher is and where it comes from, for messages.
    let teaching: String
    private let pooled: String
    private let weight: ScheduledNumber
    private let teacher: any Teacher

    /// - Parameters:
    ///   - pooled: the student's tap that the head reads, `[batch, width]`.
    ///   - teacher: answers with as many logits as the head.
    init(
        _ classes: ModelFolder.Head, head: Linear, reading pooled: String, method: any Objective,
        weight: ScheduledNumber = 1, teacher: any Teacher, teaching: String
    ) {
        self.classes = classes
        self.head = head
        self.pooled = pooled
        self.method = method
        self.weight = weight
        self.teacher = teacher
        self.teaching = teaching
    }

    var taps: Taps { Taps(student: [pooled]) }
    var comparesExamples: Bool { method.comparesExamples }

    /// The head with its name and classes, as it is by now.
    var modelHead: ModelHead { ModelHead(classes, layer: head) }

    func terms(_ step: DistillationStep) throws -> [LossTerm] {
        let shown = try step.requireInputs(for: SeveralTasks.kind)
        let unknown = try Targets.unknown(shown.shape[0], device: shown.device)
        var own = step
        own.student = try head(step.student(at: pooled))
        own.teacher = try answer(shown)
        own.members = []
        own.targets = unknown
        let share = weight.value(at: step)
        return try method.terms(own).filter { $0.name != LossTerm.labels }.map { term in
            LossTerm("task-\(classes.name)-\(term.name)", term.value, weight: term.weight * share)
        }
    }

    /// The teacher's logits for pictures, `[batch, classes]`.
    func answer(_ pictures: Tensor) throws -> Tensor {
        let count = pictures.shape[0]
        return try teacher.answer(
            TensorBatch(
                indices: Array(0..<count), inputs: pictures,
                targets: .unknown(count, device: pictures.device))
        ).logits
    }
}

extension TaskObjective {
    /// Loads the task's teacher, and makes a head for its classes.
    ///
    /// - Throws: `ModelError`, `RunError` and `WeightsError` for a teacher that is not there or does
    ///   not see these pictures; `MethodError` where the method does not suit.
    convenience init(_ task: FurtherTask, for setting: MethodSetting) throws {
        guard let seen = (setting.student.network as? any ImageClassifier)?.configuration else {
            throw MethodError.unsuitable(
                method: SeveralTasks.kind,
                reason:
                    "it adds heads to a picture network in this process, and the student is none")
        }
        let source = ModelSource(path: task.teacher.weights)
        let (network, classNames) = try source.loadWithOwnClasses(
            as: task.teacher.model, channels: seen.channels, imageSize: seen.imageSize,
            catalog: setting.catalog)
        try network.move(to: setting.device)
        try network.move(to: .channelsLast)
        let size = seen.imageSize
        let example = try Tensor.zeros([2, size.height, size.width, seen.channels])
            .permuted([0, 3, 1, 2]).to(setting.device)
        var alone = setting
        alone.teacher = try TappedNetwork(network, role: .teacher, example: example)
        alone.classes = classNames.count
        alone.labels = setting.labels.map { _ in ClassLabel.unknown }
        let pooled = try setting.student.tap(setting.student.pooled)
        self.init(
            ModelFolder.Head(name: task.name, classNames: classNames),
            head: try Linear(pooled.channels, classNames.count), reading: pooled.path,
            method: try task.method.method.makeObjective(for: alone), weight: task.weight,
            teacher: try ModuleTeacher(network, example: example, device: setting.device),
            teaching: "\(network.name) in '\(task.teacher.weights)' by "
                + task.method.method.title)
    }
}

extension Objective {
    /// The further tasks that are at work here.
    var furtherTasks: [TaskObjective] {
        namedModules().compactMap { $0.module as? TaskObjective }
    }
}
