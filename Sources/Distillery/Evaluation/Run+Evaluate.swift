import Foundation
import Torch

extension Run {
    /// Measures the models of a run's folder again.
    ///
    /// - Parameters:
    ///   - plan: other data than the run's own, if any.
    ///   - device: another device than the run's own, if any.
    public static func evaluate(
        _ url: URL, data plan: DataPlan? = nil, device: String? = nil, threads: Int? = nil,
        listener: RunListener = { _ in }
    ) throws -> EvaluationReport {
        let folder = RunFolder(url)
        let recipe = try folder.readRecipe()
        let roles = ModelRole.allCases.filter { folder.model(of: $0).exists }
        guard !roles.isEmpty else {
            throw RunError.notARun(
                folder: url.path,
                missing: "model yet; go on with: distill train --resume \(url.path)")
        }
        let isOwnList = plan.map { $0.chosen == recipe.data.chosen } ?? true
        let wanted = try plan?.suited(to: folder.model(of: roles[0])) ?? recipe.resolvedData
        let context = try EvaluationContext(
            isOwnList ? folder.withOwnList(wanted) : wanted,
            device: device ?? recipe.device,
            threads: threads ?? recipe.threads)
        var report = context.emptyReport()
        for role in roles {
            let path = folder.model(of: role).url.path
            let model = try context.data.load(path, as: nil, role: role)
            let evaluation = try context.evaluate(
                model, weights: folder.model(of: role).weights, as: role)
            switch role {
            case .teacher: report.teacher = evaluation
            case .assistant: break
            case .student: report.student = evaluation
            case .control: report.control = evaluation
            }
            report.examples = evaluation.examples
        }
        context.tellRemarks(to: listener)
        return report
    }

    /// Measures one model with weights from anywhere.
    public static func evaluate(
        modelAt path: String, as model: ModelPlan?, on plan: DataPlan, device: String = "cpu",
        threads: Int? = nil, listener: RunListener = { _ in }
    ) throws -> EvaluationReport {
        let source = ModelSource(path: path)
        let folder = source.folder(preferring: .student)
        let suited =
            try folder.map { try plan.suited(to: $0) }
            ?? source.tokenizerFolder(preferring: .student)
            .map { plan.isText ? plan.withTokenizer(ofModelAt: $0) : plan } ?? plan
        let context = try EvaluationContext(suited, device: device, threads: threads)
        let network = try context.data.load(path, as: model, role: .student)
        let weights = folder?.weights ?? source.url
        var report = context.emptyReport()
        let evaluation = try context.evaluate(network, weights: weights, as: .student)
        report.model = evaluation
        report.examples = evaluation.examples
        context.tellRemarks(to: listener)
        return report
    }
}

extension DataPlan {
    /// The plan with what a model knows of its inputs, where the plan leaves that open.
    func suited(to folder: ModelFolder) throws -> DataPlan {
        guard !isText else { return withTokenizer(ofModelAt: folder.url) }
        guard folder.foreignFile == nil else { return self }
        let description = try folder.describe()
        var plan = self
        let size = description.model.imageSize
        if plan.imageSize == nil, size.width == size.height { plan.imageSize = size.width }
        if plan.augmentation == nil {
            plan.augmentation = try Augmentation([description.normalization])
        }
        return plan
    }
}

/// Data and device of an evaluation outside of a run.
private struct EvaluationContext {
    let data: TrainingData
    private let evaluator: Evaluator
    private let device: Device

    init(_ plan: DataPlan, device name: String, threads: Int?) throws {
        device = try Device(name)
        try device.requireAvailable()
        if let threads { Engine.threads = threads }
        data = try TrainingData(plan, device: device)
        evaluator = Evaluator(data: data)
    }

    func emptyReport() -> EvaluationReport {
        EvaluationReport(
            dataset: "\(data.validation.name)/\(data.validation.split.rawValue)",
            device: device.description, threads: Engine.threads, examples: data.validation.count)
    }

    func tellRemarks(to listener: RunListener) {
        for remark in data.remarks { listener(.warning(remark)) }
    }

    func evaluate(
        _ model: any Classifier, weights: URL, as role: ModelRole
    ) throws -> ModelEvaluation {
        try model.move(to: device)
        try model.move(to: .channelsLast)
        let answers = try evaluator.answers(of: model)
        let evaluation = try evaluator.evaluate(model, answers: answers, weights: weights)
        if role == .teacher { evaluator.compareFromNowOn(with: answers) }
        return evaluation
    }
}
