import Foundation
import Torch

/// Where the files of a run lie.
///
/// `recipe.yaml`, `manifest.json`, `metrics.jsonl`, `events/<job>/`, `checkpoints/<job>/`,
/// `teacher/` (or `teachers/<number>/`), `assistants/<number>/`, `student/`, `control/`,
/// `tasks/<task>/`, `labels/`, `chosen.txt`, `report.html`, `report.json`.
public struct RunFolder: Sendable, Equatable {
    public let url: URL

    public init(_ url: URL) { self.url = url }

    public var recipe: URL { url.appending(path: "recipe.yaml") }
    public var manifest: URL { url.appending(path: "manifest.json") }
    public var metrics: URL { url.appending(path: "metrics.jsonl") }
    public var report: URL { url.appending(path: "report.json") }
    /// The answers of the run's own teacher, where they are kept.
    public var labels: URL { url.appending(path: "labels") }
    public var lock: URL { url.appending(path: ".lock") }

    /// The model of a role alone, ready to be used elsewhere; the first seed's.
    public func model(of role: ModelRole) -> ModelFolder {
        ModelFolder(url.appending(path: role.rawValue))
    }

    /// The model of a training alone: that of its role, or of its number among several.
    public func model(of job: TrainingJob) -> ModelFolder {
        guard let number = job.number else { return model(of: job.role) }
        return ModelFolder(numbered(job.role).appending(path: "\(number)"))
    }

    private func numbered(_ role: ModelRole) -> URL { url.appending(path: "\(role.rawValue)s") }

    public func events(of job: TrainingJob) -> URL {
        url.appending(path: "events").appending(path: job.description)
    }

    public func checkpoints(of job: TrainingJob) -> URL {
        url.appending(path: "checkpoints").appending(path: job.description)
    }

    public func lastCheckpoint(of job: TrainingJob) -> URL {
        checkpoints(of: job).appending(path: "last.safetensors")
    }

    public func bestWeights(of job: TrainingJob) -> URL {
        checkpoints(of: job).appending(path: "best.safetensors")
    }

    /// The method's parts of the same epoch, where they are handed over with the student.
    public func bestParts(of job: TrainingJob) -> URL {
        checkpoints(of: job).appending(path: "best-parts.safetensors")
    }

    /// The teacher of a further task of a training, as the run keeps it.
    func taskTeacher(_ task: String, of job: TrainingJob) -> ModelFolder {
        let owner = job.number == nil ? url : model(of: job).url
        return ModelFolder(owner.appending(path: "tasks").appending(path: task))
    }

    /// Whether the run came to its report.
    public var isFinished: Bool { FileManager.default.fileExists(atPath: report.path) }

    /// Whether there is a run at all.
    public var exists: Bool { FileManager.default.fileExists(atPath: recipe.path) }

    /// Removes the unfinished files that a killed process left; to be called by the lock's holder.
    func removeLeftovers() throws {
        let files = FileManager.default
        let parents = [
            url.appending(path: "checkpoints"), numbered(.teacher), numbered(.assistant),
            url.appending(path: "tasks"),
        ]
        let jobs = parents.flatMap {
            (try? files.contentsOfDirectory(at: $0, includingPropertiesForKeys: nil)) ?? []
        }
        let models = ModelRole.allCases.map { model(of: $0).url }
        for folder in [url] + models + jobs where files.fileExists(atPath: folder.path) {
            try DurableFile.removeLeftovers(in: folder)
        }
    }
}
