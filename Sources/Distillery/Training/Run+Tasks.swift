import Foundation
import Torch

extension Run {
    /// The method with the teachers of its further tasks taken from the run's folder, where they are
    /// copied to first, so that a resumed run has the same.
    func keepingTaskTeachers(of method: any Method, for job: TrainingJob) throws -> any Method {
        if var ensemble = method as? EnsembleMethod {
            ensemble.shared.method = try keepingTaskTeachers(of: ensemble.shared.method, for: job)
            return ensemble
        }
        guard var several = method as? SeveralTasks else { return method }
        for (index, task) in several.tasks.enumerated() {
            let kept = folder.taskTeacher(task.name, of: job)
            if !kept.exists {
                let (network, classNames) = try data.form.loadWithOwnClasses(
                    ModelSource(path: task.teacher.weights), as: task.teacher.model,
                    catalog: .builtIn)
                try data.form.write(network, classNames: classNames, heads: [], to: kept)
            }
            several.tasks[index].teacher = FurtherTask.Teacher(weights: kept.url.path)
        }
        return several
    }

    /// How often each head of a student agrees with its teacher.
    func taskNotes(_ data: TrainingData, _ models: [TrainedModel]) throws -> [String] {
        try models.flatMap { trained in
            try trained.tasks.map { task in
                let agreement = try data.agreement(of: trained.model, in: task)
                let job = trained.job.map { "\($0)" } ?? trained.role.rawValue
                return "Task \(task.classes.name), \(job): the head agrees with its teacher on "
                    + "\(NumberFormat.percent(agreement)) of the validation examples."
            }
        }
    }
}

extension TrainingData {
    /// The share of validation examples in which a head's largest logit is its teacher's.
    func agreement(of model: any Classifier, in task: TaskObjective) throws -> Double {
        model.setTraining(false)
        var agreed = 0
        var all = 0
        let loader = plainBatches(of: validation)
        while let batch = try loader.next() {
            let answers = try model.answers(of: [task.modelHead], to: batch.inputs)
            guard let own = answers[task.classes.name] else { continue }
            let choice: [Int64] = try own.argmax(dimension: 1).elements()
            let taught: [Int64] = try task.answer(batch.inputs).argmax(dimension: 1).elements()
            agreed += zip(choice, taught).count { $0 == $1 }
            all += choice.count
        }
        return all == 0 ? 0 : Double(agreed) / Double(all)
    }
}

extension TaskObjective {
    /// What to tell of a task that fits.
    var finding: Run.Finding {
        let names = classes.classNames
        let shown = names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", …" : "")
        return Run.Finding(
            subject: "task \(classes.name)",
            text: "a head of \(names.count) classes (\(shown)), "
                + "\(NumberFormat.count(head.parameterCount)) parameters; taught by \(teaching)")
    }
}
