import Foundation
import Torch

/// One recipe carried out in one folder, from the data to the report.
///
/// Every step looks first for what an earlier, stopped process finished, so that carrying out is
/// also resuming.
public final class Run {
    public let recipe: Recipe
    public let folder: RunFolder
    let data: TrainingData
    let listener: RunListener
    private let stop: StopRequest
    private let lock: RunLock

    private var device: Device { data.device }

    /// Begins a run in a new (or empty) folder.
    ///
    /// The folder is made once data, models and weights are found to fit, so that a wrong request
    /// leaves nothing behind.
    ///
    /// - Parameter methods: the methods that the recipe may name, one's own among them.
    /// - Throws: `RunError.unfinishedRun` or `.folderInUse` when the folder holds one already.
    public static func create(
        _ recipe: Recipe, in folder: URL, methods: MethodCatalog = .standard,
        stop: StopRequest = StopRequest(), listener: @escaping RunListener = { _ in }
    ) throws -> Run {
        let folder = RunFolder(folder)
        // What was written is what runs, so that resuming reads the very same numbers.
        let yaml = try recipe.yaml()
        let recipe: Recipe = try RecipeTree(yaml: yaml, file: folder.recipe.path)
            .decode(methods: methods)
        // A run that another process works on is in use, rather than unfinished: the lock is first.
        let lock = folder.exists ? try RunLock(folder) : nil
        try folder.requireFree(for: recipe, methods: methods)
        let data = try openData(of: recipe)
        try recipe.requireFit(to: data)
        let run = Run(recipe, folder, data, try lock ?? RunLock(folder), stop, listener)
        try folder.requireFree(for: recipe, methods: methods)
        try DurableFile.write(Array(yaml.utf8), to: folder.recipe)
        try folder.keepList(of: recipe.data)
        return run
    }

    /// Goes on with the run of a folder, exactly where its last checkpoint stands.
    public static func resume(
        _ folder: URL, methods: MethodCatalog = .standard, stop: StopRequest = StopRequest(),
        listener: @escaping RunListener = { _ in }
    ) throws -> Run {
        let folder = RunFolder(folder)
        let recipe = try folder.readRecipe(methods: methods)
        let lock = try RunLock(folder)
        try folder.removeLeftovers()
        try folder.keepList(of: recipe.data)
        let data = try openData(of: recipe, in: folder)
        return Run(recipe, folder, data, lock, stop, listener)
    }

    private init(
        _ recipe: Recipe, _ folder: RunFolder, _ data: TrainingData, _ lock: RunLock,
        _ stop: StopRequest, _ listener: @escaping RunListener
    ) {
        self.recipe = recipe
        self.folder = folder
        self.data = data
        self.lock = lock
        self.stop = stop
        self.listener = listener
    }

    private static func openData(
        of recipe: Recipe, in folder: RunFolder? = nil
    ) throws -> TrainingData {
        let device = try Device(recipe.device)
        try device.requireAvailable()
        if let threads = recipe.threads { Engine.threads = threads }
        let plan = recipe.resolvedData
        return try TrainingData(folder?.withOwnList(plan) ?? plan, device: device)
    }

    /// Ends the run here when somebody asked for that; all that is finished is kept.
    func requireNoStop() throws(RunError) {
        if stop.isStopping { throw .interrupted(folder: folder.url.path) }
    }

    /// Carries the recipe out and writes the report; a finished run's report is read again.
    public func execute() throws -> RunReport {
        if folder.isFinished { return try folder.readReport() }
        var manifest = try openManifest()
        var environment = try makeEnvironment()

        let teaching = try obtainTeaching(&manifest, environment)
        environment.views = teaching.source?.views
        try environment.data.leaveOutUnanswered(by: teaching.store, views: environment.views)
        if data.form.task == .embedding, let teacher = teaching.models.last {
            environment.teacherAnswers = try data.answers(of: teacher.model, on: data.validation)
        }
        try manifest.write(to: folder.manifest)

        var trained: [TrainedModel] = []
        if recipe.student != nil {
            for seed in recipe.allSeeds {
                for role in recipe.rolesToTrain(on: data) {
                    trained.append(
                        try trainStudent(
                            TrainingJob(role: role, seed: seed), teaching, environment))
                }
            }
        }
        return try report(
            teaching.models + trained, teaching.store, manifest: manifest, environment)
    }
}

// MARK: - The steps

extension Run {
    /// The manifest of the run's beginning, whose data must still be the same.
    private func openManifest() throws -> Manifest {
        let manifest = Manifest(
            distillery: distilleryVersion, libtorch: Engine.version, created: Date(),
            seeds: recipe.allSeeds, trainingDataHash: try data.train.contentHash(),
            validationDataHash: try data.validation.contentHash(),
            trainingExamples: data.train.count, validationExamples: data.validation.count,
            teacherHash: nil, machine: .here(device: device))
        guard let former = try Manifest.read(from: folder.manifest) else {
            try manifest.write(to: folder.manifest)
            return manifest
        }
        try former.requireSameData(as: manifest, folder: folder)
        return former
    }

    private func makeEnvironment() throws -> TrainingEnvironment {
        TrainingEnvironment(
            data: data, device: device, folder: folder,
            metrics: try MetricsLog(url: folder.metrics), listener: listener, stop: stop)
    }

    private func trainStudent(
        _ job: TrainingJob, _ teaching: Teaching, _ environment: TrainingEnvironment
    ) throws -> TrainedModel {
        guard let plan = recipe.student else {
            throw RunError.recipe("the recipe names no student")
        }
        let method = job.role == .control ? LabelLearning() : teaching.lesson
        return try train(
            job, network: plan.model, plan: recipe.training, method: method,
            teacher: method.needsTeacher ? teaching.source : nil, start: plan.weights, environment)
    }

    /// Trains one network, and keeps it in the folder of its role: the first seed's.
    func train(
        _ job: TrainingJob, network: ModelPlan?, plan: TrainingPlan, method: any Method,
        teacher: (any TeacherSource)?, start: String?, _ environment: TrainingEnvironment
    ) throws -> TrainedModel {
        let (data, recipe) = (self.data, self.recipe)
        let method = try keepingTaskTeachers(of: method, for: job)
        let trainer = try Trainer(job: job, plan: plan, in: environment) {
            if let start {
                return try data.load(start, as: network, role: .student, isBeginning: true)
            }
            guard let network else {
                throw RunError.recipe("a \(job.role.rawValue) without weights needs a 'model'")
            }
            let model = try data.makeModel(network)
            if job.role == .student, let layers = recipe.student?.teacherLayers {
                try model.initialize(from: teacher?.tapped().network, layers)
            }
            return model
        } makeObjective: { student in
            try method.makeObjective(
                for: data.setting(
                    student: student, teacher: teacher?.tapped(), epochs: plan.epochs))
        } makeTeacher: { objective in
            objective.asksTeacher
                ? try teacher?.teacher(taps: objective.taps.teacher) : nil
        }
        listener(
            .began(
                "Training \(job) (\(network?.kind ?? start ?? "")), \(plan.epochs) epochs by \(method.title)"
            ))
        try trainer.run()
        let tasks = trainer.objective.furtherTasks
        if !job.isRepetition(of: recipe.seed) {
            try data.write(
                trainer.model, heads: tasks.map(\.modelHead), to: folder.model(of: job))
        }
        let own = folder.checkpoints(of: job).appending(path: "final.safetensors")
        try trainer.model.save(to: own)
        return TrainedModel(
            role: job.role, seed: job.seed, number: job.number, model: trainer.model, weights: own,
            tasks: tasks)
    }
}
