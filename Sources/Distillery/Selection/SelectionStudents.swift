import Foundation
import Torch

/// The models of a finished run that say which examples are worth asking about.
struct SelectionStudents {
    let folder: RunFolder
    /// The seeds of the run's students, the first one's first.
    let seeds: [UInt64]

    /// - Throws: `RunError.notARun` for a folder without a finished student.
    init(of folder: RunFolder) throws {
        let recipe = try folder.readRecipe()
        guard folder.model(of: .student).exists else {
            throw RunError.notARun(
                folder: folder.url.path,
                missing: recipe.student == nil
                    ? "student: the run trained a teacher alone"
                    : "student yet; go on with: distill train --resume \(folder.url.path)")
        }
        self.folder = folder
        seeds = recipe.allSeeds
    }

    /// The models that a strategy asks, ready to answer.
    ///
    /// - Parameters:
    ///   - withTeacher: whether the run's teacher is one of them.
    ///   - load: makes a network of a model's folder.
    /// - Throws: `SelectionError.oneModel` where there is nothing to compare.
    func models(
        for strategy: SelectionStrategy, withTeacher: Bool = false, device: Device,
        load: (ModelFolder) throws -> any Classifier
    ) throws -> [(name: String, network: any Classifier)] {
        let wanted = strategy.needsCommittee ? seeds : [seeds[0]]
        var models = try wanted.map { seed in
            let network = try load(folder.model(of: .student))
            if seed != seeds[0] {
                let job = TrainingJob(role: .student, seed: seed)
                try network.load(
                    weightsAt: folder.checkpoints(of: job).appending(path: "final.safetensors"))
            }
            return (name: "student, seed \(seed)", network: network)
        }
        if withTeacher {
            guard folder.model(of: .teacher).exists else {
                throw SelectionError.option(
                    name: "the committee", found: "with a teacher",
                    expected:
                        "of the students alone: '\(folder.url.path)' keeps no teacher's network")
            }
            models.append(("teacher", try load(folder.model(of: .teacher))))
        }
        if strategy.needsCommittee, models.count < 2 {
            throw SelectionError.oneModel(
                strategy: strategy.name, folder: folder.url.path,
                reason: "train with --seeds 3, or let the teacher in with --with-teacher")
        }
        for (name, network) in models {
            guard network.classes == models[0].network.classes else {
                throw SelectionError.otherClasses(
                    model: "the \(name)", expected: models[0].network.classes,
                    found: network.classes)
            }
            try network.move(to: device)
            try network.move(to: .channelsLast)
            network.setTraining(false)
        }
        return models
    }
}
