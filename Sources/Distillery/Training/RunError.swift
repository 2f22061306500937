/// What can end a run, with what to do about it.
public enum RunError: Error, Sendable, Equatable {
    /// A safetensors file without a training's progress in it.
    case notACheckpoint(file: String)
    /// The loss is not a number any more.
    case lossNotFinite(
        job: String, epoch: Int, step: Int, terms: [String: Double], checkpoint: String?)
    /// A step made weights infinite or no numbers; the loss before it was finite.
    case weightsNotFinite(
        job: String, epoch: Int, step: Int, terms: [String: Double], checkpoint: String?)
    /// A batch did not fit into memory.
    case outOfMemory(job: String, batch: Int, microBatch: Int?, message: String)
    /// Somebody asked the run to stop; it can be resumed.
    case interrupted(folder: String)
    /// The output folder belongs to another run.
    case folderInUse(folder: String, reason: String)
    /// The folder holds a run of this recipe that was not finished.
    case unfinishedRun(folder: String)
    /// The output folder holds a finished run of the same recipe.
    case finishedRun(folder: String)
    /// A folder that should hold a run holds none.
    case notARun(folder: String, missing: String)
    /// A folder or file that should hold a model holds none.
    case notAModel(path: String, missing: String)
    /// Teacher, student and data do not speak of the same classes.
    case classCounts(what: String, expected: Int, found: Int, isTeacher: Bool = false)
    /// What `classes` of a teacher says does not suit teacher and data.
    case classMapping(what: String, reason: String)
    /// A model is made for grey pictures and the data are in colour, or the other way round.
    case channels(what: String, expected: Int, found: Int)
    /// A model that only sees pictures of one size is given others.
    case pictureSize(what: String, expected: String, found: String)
    /// A recipe's parts do not fit together.
    case recipe(String)
    /// The examples are not those that the run was begun with.
    case dataChanged(folder: String, split: String)
    /// Training and validation examples have other classes.
    case data(String)
}

extension RunError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notACheckpoint(let file):
            "'\(file)' is not a checkpoint of a training"
        case .lossNotFinite(let job, let epoch, let step, let terms, let checkpoint):
            "the loss of \(job) is not finite at step \(step) (epoch \(epoch)): \(list(terms)); "
                + wayOut(checkpoint)
        case .weightsNotFinite(let job, let epoch, let step, let terms, let checkpoint):
            "the weights of \(job) are not finite after step \(step) (epoch \(epoch)), whose loss "
                + "was \(list(terms)); " + wayOut(checkpoint)
        case .outOfMemory(let job, let batch, let microBatch, let message):
            "a batch of \(batch) did not fit into memory in \(job) (\(message)); try "
                + (microBatch.map { "--micro-batch \($0), which gives the same result, or " } ?? "")
                + "a smaller --batch-size"
        case .interrupted(let folder):
            "stopped; go on with: distill train --resume \(folder)"
        case .folderInUse(let folder, let reason):
            "the folder '\(folder)' \(reason); choose another with --output"
        case .unfinishedRun(let folder):
            "'\(folder)' holds an unfinished run of this recipe; "
                + "go on with: distill train --resume \(folder)"
        case .finishedRun(let folder):
            "'\(folder)' holds this run already, finished; see it with: distill report \(folder), or "
                + "choose another folder with --output"
        case .notARun(let folder, let missing):
            "'\(folder)' is not the folder of a run: it has no \(missing)"
        case .notAModel(let path, let missing):
            "'\(path)' is not a model: \(missing)"
        case .classCounts(let what, let expected, let found, let isTeacher):
            "\(what) has \(found) classes, the data has \(expected)"
                + (isTeacher
                    ? "; say in teacher.classes which of them belongs to each class of the data"
                    : "")
        case .classMapping(let what, let reason):
            "teacher.classes does not suit \(what): \(reason)"
        case .channels(let what, let expected, let found):
            "\(what) sees pictures of \(found) channels, the data has \(expected)"
        case .pictureSize(let what, let expected, let found):
            "\(what) sees pictures of \(found) pixels alone, the data has \(expected); "
                + "set --image-size"
        case .dataChanged(let folder, let split):
            "the \(split) examples are not those that the run in '\(folder)' was begun with "
                + "(its manifest.json has another sha256); put them back, or begin a new run"
        case .recipe(let reason): reason
        case .data(let reason): reason
        }
    }

    private func list(_ terms: [String: Double]) -> String {
        // A NaN may have a sign, which says nothing.
        terms.sorted { $0.key < $1.key }
            .map { "\($0.key) = \($0.value.isNaN ? "nan" : "\($0.value)")" }
            .joined(separator: ", ")
    }

    private func wayOut(_ checkpoint: String?) -> String {
        (checkpoint.map { "the last good checkpoint is '\($0)'; " } ?? "")
            + "lower training.optimizer.learning-rate or set training.clip-norm"
    }
}
