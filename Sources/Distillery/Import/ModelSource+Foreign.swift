import Foundation
import Torch

extension ModelSource {
    /// The folder in which a network's tokenizer lies, if it has one: the model's, or that of a foreign
    /// file.
    func tokenizerFolder(preferring role: ModelRole) -> URL? {
        folder(preferring: role)?.url
            ?? foreignFile(preferring: role)?.deletingLastPathComponent()
    }

    /// A file of another program that the path names, itself or in a model's folder.
    func foreignFile(preferring role: ModelRole) -> URL? {
        if let folder = folder(preferring: role) { return folder.foreignFile }
        return ForeignKind(url) == nil ? nil : url
    }

    /// The network of a foreign file; nil where the path names none.
    ///
    /// - Parameters:
    ///   - form: what the data's examples are.
    ///   - isBeginning: whether it is to be trained further, which such a network cannot be.
    ///   - match: the classes of the data.
    func loadForeign(
        _ form: any InputForm, as plan: ModelPlan?, role: ModelRole, isBeginning: Bool = false,
        match: ClassMatch?
    ) throws -> ForeignNetwork? {
        guard let file = foreignFile(preferring: role), let kind = ForeignKind(file) else {
            return nil
        }
        guard !isBeginning else {
            throw RunError.recipe(
                "the network in '\(file.path)' stays as the file holds it: it can teach and be measured, "
                    + "and not be trained further")
        }
        if let plan {
            throw RunError.recipe(
                "'\(file.path)' holds a whole network, and '\(plan.kind)' is named beside it; leave "
                    + "the model's name out")
        }
        if let texts = form as? TextForm, texts.task != .classification {
            throw RunError.recipe(
                "the network in '\(file.path)' answers with classes, and data.task is "
                    + "\(texts.task.rawValue); a teacher for that comes as a folder with weights")
        }
        if let texts = form as? TextForm, texts.plan.tokenizer == nil {
            throw RunError.recipe(
                "the network in '\(file.path)' has tokens of its own, and the file does not say which; "
                    + "name its tokenizer.json or vocab.txt under data.tokens.tokenizer")
        }
        let kept = try ModelFolder(file.deletingLastPathComponent()).chosenOutputs()
        let network = try kind.open(file, form) { outputs in
            if let kept, kept.allSatisfy((0..<outputs).contains) { return kept }
            return try match?.outputs(
                of: "the network in '\(file.path)'", outputs: outputs, names: [],
                isTeacher: role == .teacher)
        }
        if let texts = form as? TextForm { try network.requireTokens(of: texts.tokenizer) }
        return network
    }
}

extension ForeignNetwork {
    /// Refuses a network that does not know a tokenizer's last token.
    fileprivate func requireTokens(of tokenizer: Tokenizer) throws {
        let last = tokenizer.vocabularyCount - 1
        do {
            _ = try forward(TokenBatch.tensor(ids: [[last, last], [last, last]]))
        } catch {
            throw RunError.recipe(
                "the network in '\(files.main.path)' has no token \(last), the last of the tokenizer "
                    + "under data.tokens.tokenizer; name the network's own")
        }
    }
}
