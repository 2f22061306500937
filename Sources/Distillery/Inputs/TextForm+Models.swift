import Foundation
import Torch

extension TextForm {
    private func configuration(
        of plan: ModelPlan, classNames: [String]
    ) throws -> TextConfiguration {
        var configuration = try plan.textConfiguration(
            vocabulary: tokenizer.vocabularyCount, padding: tokenizer.specialTokens.padding ?? 0,
            task: textTask(classNames))
        guard plan.address == true else { return configuration }
        guard let address else {
            throw RunError.recipe(
                "'address: true' of \(plan.kind) reads what data.address says, and the recipe has "
                    + "none; give data.address, or leave it out")
        }
        configuration.addressCodes = address.count
        try configuration.validate()
        return configuration
    }

    /// Refuses a network that reads numbers beside the tokens where the data has none, or others.
    private func requireAddress(_ configuration: TextConfiguration, of folder: TextFolder) throws {
        guard let own = try folder.address(for: configuration) else { return }
        if let address, address.content == own.content { return }
        throw RunError.recipe(
            "the network in '\(folder.url.path)' reads divisions or coordinates beside the tokens, and "
                + (address == nil ? "the data gives none" : "the data gives others")
                + "; make data.address what it was in the network's training")
    }

    /// What networks put out for the task.
    private func textTask(_ classNames: [String]) -> TextTask {
        switch task {
        case .classification: .classification(classNames: classNames)
        case .regression: .regression
        case .embedding: .sentenceEmbedding
        case .maskedWords: .maskedWords
        }
    }

    public func makeModel(
        _ plan: ModelPlan, classNames: [String], catalog: ModelCatalog
    ) throws -> any Classifier {
        let configuration = try configuration(of: plan, classNames: classNames)
        try requireLength(configuration, of: plan.kind)
        return try TextCatalog.makeNetwork(configuration)
    }

    public func cost(
        of plan: ModelPlan, classNames: [String], catalog: ModelCatalog
    ) throws -> ModelCost {
        try ModelCost(
            of: makeModel(plan, classNames: classNames, catalog: catalog),
            for: blankInput(count: 1), name: plan.kind,
            summary: TextCatalog.builtIn.entry(named: plan.kind).summary)
    }

    public func load(
        _ source: ModelSource, as plan: ModelPlan?, role: ModelRole, classNames: [String],
        mapping: ClassMapping?, isBeginning: Bool, catalog: ModelCatalog
    ) throws -> any Classifier {
        let match = ClassMatch(count: classNames.count, names: classNames, mapping: mapping)
        let foreign = try source.loadForeign(
            self, as: plan, role: role, isBeginning: isBeginning, match: match)
        if let foreign { return foreign }
        guard mapping == nil else {
            throw RunError.recipe(
                "'classes' of a teacher chooses among a picture network's outputs; a text network's "
                    + "classes are matched by their names")
        }
        let folder = try folder(of: source, role)
        let configuration = try folder.configuration()
        try requireTokenizer(of: folder, for: configuration)
        try requireAddress(configuration, of: folder)
        try requireLength(configuration, of: "the network in '\(folder.url.path)'")
        switch (task, configuration.task) {
        case (.classification, .classification(let own)):
            try requireOrder(own, classNames, of: folder)
        case (.embedding, .embedding(let pooling, let isNormalised)):
            return try folder.load(task: .embedding(pooling, isNormalised: isNormalised)).network
        default: break
        }
        let loaded = try folder.load(task: textTask(classNames))
        guard isBeginning || loaded.report.fresh.isEmpty else {
            throw RunError.notAModel(
                path: folder.url.path,
                missing: "it is for \(configuration.task.name) and has no head for "
                    + "\(textTask(classNames).name); train it further first, with 'teacher.start' or "
                    + "'student.weights'")
        }
        return loaded.network
    }

    public func loadWithOwnClasses(
        _ source: ModelSource, as plan: ModelPlan?, catalog: ModelCatalog
    ) throws -> (model: any Classifier, classNames: [String]) {
        if let foreign = try source.loadForeign(self, as: plan, role: .teacher, match: nil) {
            return (foreign, foreign.placesAsNames)
        }
        let folder = try folder(of: source, .teacher)
        try requireTokenizer(of: folder, for: folder.configuration())
        let network = try folder.load().network
        try requireAddress(network.configuration, of: folder)
        guard case .classification(let classNames) = network.configuration.task else {
            throw RunError.notAModel(
                path: folder.url.path,
                missing: "it is for \(network.configuration.task.name), not for classification")
        }
        return (network, classNames)
    }

    public func write(
        _ model: any Classifier, classNames: [String], heads: [ModelHead], to folder: ModelFolder
    ) throws {
        if let foreign = model as? ForeignNetwork {
            try tokenizer.write(to: folder.url)
            return try foreign.copy(to: folder)
        }
        guard let network = model as? any TextNetwork else {
            preconditionFailure("'\(model.name)' takes no texts")
        }
        guard heads.isEmpty else {
            throw MethodError.unsuitable(
                method: SeveralTasks.kind,
                reason: "further heads are written beside picture networks alone")
        }
        // The description of the network comes last, so that a folder that has one is whole.
        try tokenizer.write(to: folder.url)
        if network.configuration.addressCodes != nil { try address?.write(to: folder.url) }
        try TextFolder(folder.url).write(network)
    }

    /// The folder that a path names: itself, or a role's in a run.
    private func folder(of source: ModelSource, _ role: ModelRole) throws -> TextFolder {
        if let folder = source.folder(preferring: role) { return TextFolder(folder.url) }
        throw RunError.notAModel(
            path: source.path, missing: "there is no folder with a config.json")
    }

    /// Refuses the same classes in another order.
    private func requireOrder(
        _ own: [String], _ classNames: [String], of folder: TextFolder
    ) throws {
        guard own != classNames, Set(own) == Set(classNames) else { return }
        throw RunError.recipe(
            "the classes of the network in '\(folder.url.path)' stand in another order than the "
                + "data's; list them under data.table.classes: \(own.joined(separator: ", "))")
    }

    /// Refuses a network of other tokens: its numbers would mean other words.
    private func requireTokenizer(
        of folder: TextFolder, for configuration: TextConfiguration
    ) throws {
        let own = try folder.tokenizer(for: configuration)
        guard own.vocabularyCount == tokenizer.vocabularyCount,
            (0..<own.vocabularyCount).allSatisfy({ own.token($0) == tokenizer.token($0) })
        else {
            throw RunError.recipe(
                "the network in '\(folder.url.path)' has \(own.vocabularyCount) tokens of its own, the "
                    + "data's texts are in \(tokenizer.vocabularyCount) others; name its folder under "
                    + "data.tokens.tokenizer")
        }
    }

    private func requireLength(_ configuration: TextConfiguration, of what: String) throws {
        guard let limit = configuration.maximumLength, limit < plan.length else { return }
        throw RunError.recipe(
            "\(what) takes up to \(limit) tokens, data.tokens.max-length is \(plan.length); "
                + "make it \(limit) or less")
    }
}
