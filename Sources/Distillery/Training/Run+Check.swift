import Foundation
import Torch

extension Run {
    /// One thing that a check found to be fine, with its figures.
    public struct Finding: Sendable, Equatable {
        public var subject: String
        public var text: String
    }

    /// Does everything that a run does before its first step: opens the data, builds the models,
    /// reads their weights, and compares classes and sizes.
    ///
    /// - Throws: what would end the run.
    public static func check(_ recipe: Recipe) throws -> [Finding] {
        let device = try Device(recipe.device)
        try device.requireAvailable()
        let data = try TrainingData(recipe.resolvedData, device: device)
        let fit = try recipe.requireFit(to: data)
        var findings = [
            Finding(
                subject: "data",
                text: "\(data.train.name): \(data.train.count) to train on, "
                    + "\(data.validation.count) to measure on, \(data.classNames.count) classes, "
                    + data.form.summary)
        ]
        for case (let subject, let plan?) in recipe.networks {
            let cost = try data.form.cost(
                of: plan, classNames: data.classNames, catalog: .builtIn)
            findings.append(
                Finding(
                    subject: subject,
                    text: "\(plan.kind): \(NumberFormat.count(cost.parameters)) parameters, "
                        + "\(NumberFormat.count(cost.multiplyAdds)) multiply-adds"))
        }
        if let (plan, teacher) = fit?.elsewhere {
            findings.append(
                Finding(
                    subject: "teacher",
                    text: "\(teacher.name), \(type(of: plan).key); it would be asked about "
                        + "\(NumberFormat.whole(data.train.count + data.validation.count)) examples, "
                        + "\(teacher.batchSize) at once"))
        }
        if let store = fit?.store { findings.append(store.finding) }
        if let fit { findings += recipe.findings(fit) }
        let plan = recipe.training
        let steps = data.batchesAnEpoch(batchSize: plan.batchSize) * plan.epochs
        findings.append(
            Finding(
                subject: "training",
                text: "\(plan.epochs) epochs of \(plan.optimizer.kind.rawValue), "
                    + "\(NumberFormat.whole(steps)) steps of \(plan.batchSize), "
                    + "\(recipe.seeds) seed\(recipe.seeds == 1 ? "" : "s")"))
        return findings
    }
}

extension Recipe {
    /// The networks of a run in the order of their trainings, as a check names them.
    fileprivate var networks: [(subject: String, plan: ModelPlan?)] {
        let taught = zip(memberJobs + chainJobs, (together?.together ?? []) + chain)
        return taught.map { job, plan in
            (job.number.map { "\(job.role.rawValue) \($0)" } ?? job.role.rawValue, plan.model)
        } + [("student", student?.model)]
    }

    /// What to tell of the method: its taps, what it trains beside the student, how it begins; and
    /// what carries the student's outputs to the teacher's shapes.
    fileprivate func findings(_ fit: Fit) -> [Run.Finding] {
        var parts = [method.method.title]
        if !fit.taps.student.isEmpty {
            parts.append("the student's \(fit.taps.student.joined(separator: ", "))")
            parts.append("the teacher's \(fit.taps.teacher.joined(separator: ", "))")
        }
        if fit.methodParameters > 0 {
            parts.append("\(NumberFormat.count(fit.methodParameters)) parameters of its own")
        }
        for phase in fit.phases where phase.epochs > 0 {
            parts.append(
                "\(phase.epochs) epoch\(phase.epochs == 1 ? "" : "s") of \(phase.name) first")
        }
        let connectors = fit.connectors.filter { !$0.isIdentity }
        return [Run.Finding(subject: "method", text: parts.joined(separator: "; "))]
            + connectors.enumerated().map { index, connector in
                let subject = connectors.count == 1 ? "connector" : "connector \(index + 1)"
                return Run.Finding(subject: subject, text: connector.description)
            } + fit.tasks.map(\.finding)
    }
}

extension LabelStore {
    /// What to tell of a store that fits.
    fileprivate var finding: Run.Finding {
        let parts = description.splits.map { labels in
            "\(NumberFormat.whole(labels.examples)) \(labels.split.rawValue) examples in "
                + "\(labels.views) view\(labels.views == 1 ? "" : "s")"
        }
        return Run.Finding(
            subject: "labels",
            text: "by \(description.teacher.name): \(parts.joined(separator: ", ")); "
                + NumberFormat.bytes(byteCount))
    }
}
