import Foundation
import Torch

extension ModelSource {
    /// A file of another program that the path names, itself or in a model's folder.
    func foreignFile(preferring role: ModelRole) -> URL? {
        if let folder = folder(preferring: role) { return folder.foreignFile }
        if let file = ModelFolder(url).foreignFile { return file }
        return ForeignKind(url) == nil ? nil : url
    }

    /// The network of a foreign file; nil where the path names none.
    ///
    /// - Parameters:
    ///   - form: what the data's examples are.
    ///   - match: the classes of the data.
    func loadForeign(
        _ form: any InputForm, as plan: ModelPlan?, role: ModelRole, match: ClassMatch?
    ) throws -> ForeignNetwork? {
        guard let file = foreignFile(preferring: role), let kind = ForeignKind(file) else {
            return nil
        }
        if let plan {
            throw RunError.recipe(
                "'\(file.path)' holds a whole network, and '\(plan.kind)' is named beside it; leave "
                    + "the model's name out")
        }
        let kept = try ModelFolder(file.deletingLastPathComponent()).chosenOutputs()
        return try kind.open(file, form) { outputs in
            if let kept, kept.allSatisfy((0..<outputs).contains) { return kept }
            return try match?.outputs(
                of: "the network in '\(file.path)'", outputs: outputs, names: [],
                isTeacher: role == .teacher)
        }
    }
}
