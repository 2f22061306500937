import Foundation

extension RunFolder {
    /// The report of a finished run.
    ///
    /// - Throws: `RunError.notARun` when the run has none yet.
    public func readReport() throws -> RunReport {
        guard exists else { throw RunError.notARun(folder: url.path, missing: "recipe.yaml") }
        guard isFinished else {
            throw RunError.notARun(
                folder: url.path,
                missing: "report yet; go on with: distill train --resume \(url.path)")
        }
        return try RunReport(json: report)
    }
}

extension RunReport {
    /// Teacher, student and control of the first seed, as `distill evaluate` tells of them.
    public func evaluation(device: String, threads: Int) -> EvaluationReport {
        func first(_ role: ModelRole) -> ModelEvaluation? {
            model(role)?.evaluations.first?.evaluation
        }
        let examples = models.first?.evaluations.first?.evaluation.examples ?? 0
        return EvaluationReport(
            dataset: dataset, device: device, threads: threads, examples: examples,
            teacher: first(.teacher), student: first(.student), control: first(.control))
    }
}
