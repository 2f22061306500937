import Foundation
import Torch

/// All that there is to teach a run's students.
struct Teaching {
    /// The teacher, and the networks between it and the student, as the report shows them.
    var models: [TrainedModel] = []
    /// Whom the student asks; nil without a teacher.
    var source: (any TeacherSource)?
    /// The method that the student learns by.
    var lesson: any Method
    /// The store of the teacher's answers, where that is all that there is of it.
    var store: LabelStore?
}

extension Run {
    /// Obtains whatever teaches the student: the teachers that teach together, then one network
    /// after the other, each taught by what was there before it.
    func obtainTeaching(
        _ manifest: inout Manifest, _ environment: TrainingEnvironment
    ) throws -> Teaching {
        var teaching = Teaching(lesson: recipe.method.method)
        teaching.store = try recipe.openLabels(for: data)
        if let store = teaching.store {
            if manifest.teacherHash == nil { try record(store, environment) }
            try manifest.settle(labels: store)
            try manifest.write(to: folder.manifest)
            teaching.source = try teacherSource(nil, store, manifest)
        }
        if let together = recipe.together {
            teaching = try obtainTogether(together, environment)
        }
        for (plan, job) in zip(recipe.chain, recipe.chainJobs) where plan.labels == nil {
            let trained = try obtain(
                plan, as: job, by: plan.method?.method ?? teaching.lesson,
                taughtBy: teaching.source, environment)
            teaching.models.append(trained)
            teaching.source =
                plan == recipe.teacher
                ? try teacherSource(trained, nil, manifest) : source(of: trained.model)
            teaching.lesson = recipe.method.method
        }
        if teaching.store == nil { manifest.teacherHash = try teaching.models.first?.hash }
        return teaching
    }

    /// Teachers that answer together; each comes with weights or is trained from labels.
    private func obtainTogether(
        _ plan: TeachersTogether, _ environment: TrainingEnvironment
    ) throws -> Teaching {
        var members: [TrainedModel] = []
        for (member, job) in zip(plan.together, recipe.memberJobs) {
            members.append(
                try obtain(
                    member, as: job, by: LabelLearning(), taughtBy: nil, environment))
        }
        let lesson = plan.lesson(by: recipe.method)
        // Where each teaches by a method of its own, the average is for the report alone.
        let isAveraged = !lesson.averaged.isEmpty
        let averaged = isAveraged ? lesson.averaged : Array(members.indices)
        let average =
            isAveraged ? plan.makeAverage(for: recipe.method.method) : AnswerAverage()
        let network = EnsembleNetwork(averaged.map { members[$0].model }, average: average)
        return Teaching(
            models: [
                TrainedModel(
                    role: .teacher, model: network, weights: members[0].weights, members: members)
            ],
            source: EnsembleSource(
                members: members.map { source(of: $0.model) }, average: average,
                averaged: averaged),
            lesson: lesson)
    }

    private func source(of model: any Classifier) -> NetworkSource {
        NetworkSource(
            model, data: data, precision: recipe.training.precision.scalarType,
            requireNoStop: requireNoStop, listener: listener)
    }

    /// A network from its weights, or trained first, and kept in the run's folder.
    private func obtain(
        _ plan: TeacherPlan, as job: TrainingJob, by method: any Method,
        taughtBy source: (any TeacherSource)?, _ environment: TrainingEnvironment
    ) throws -> TrainedModel {
        if let path = plan.weights {
            return try load(path, plan, as: job, environment)
        }
        var environment = environment
        environment.views = source?.views
        return try train(
            job, network: plan.model, plan: plan.training ?? recipe.training,
            method: source == nil ? LabelLearning() : method, teacher: source, start: plan.start,
            environment)
    }

    /// The copy that the run has kept, so that a resumed run has the same teacher; else the original.
    private func load(
        _ path: String, _ plan: TeacherPlan, as job: TrainingJob,
        _ environment: TrainingEnvironment
    ) throws -> TrainedModel {
        let kept = folder.model(of: job)
        let model =
            kept.exists
            ? try data.load(kept.url.path, as: plan.model, role: .teacher)
            : try data.load(path, as: plan.model, role: .teacher, mapping: plan.classes)
        try model.move(to: data.device)
        try model.move(to: .channelsLast)
        if !kept.exists {
            let remark = ModelSource(path: path).remark(
                onClasses: data.classNames, role: .teacher)
            if plan.classes == nil, let remark { listener(.warning(remark)) }
            try recordTeacher(try data.score(of: model).value, of: job, environment)
            try data.write(model, to: kept)
        }
        return TrainedModel(
            role: job.role, seed: nil, number: job.number, model: model, weights: kept.weights)
    }
}
