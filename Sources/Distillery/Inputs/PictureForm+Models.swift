import Torch

extension PictureForm {
    /// The configuration of a network for these pictures.
    public func configuration(of plan: ModelPlan, classes: Int) -> ModelConfiguration {
        plan.configuration(
            classes: classes, channels: plainView.channels, imageSize: plainView.size)
    }

    public func makeModel(
        _ plan: ModelPlan, classNames: [String], catalog: ModelCatalog
    ) throws -> any Classifier {
        if let option = plan.textOptionNames.first {
            throw ModelError.unknownOption(
                model: plan.kind, option: option,
                allowed: try catalog.entry(named: plan.kind).options.map(\.rawValue).sorted())
        }
        return try catalog.makeModel(configuration(of: plan, classes: classNames.count))
    }

    public func cost(
        of plan: ModelPlan, classNames: [String], catalog: ModelCatalog
    ) throws -> ModelCost {
        try catalog.cost(of: configuration(of: plan, classes: classNames.count))
    }

    public func load(
        _ source: ModelSource, as plan: ModelPlan?, role: ModelRole, classNames: [String],
        mapping: ClassMapping?, isBeginning: Bool, catalog: ModelCatalog
    ) throws -> any Classifier {
        let match = ClassMatch(count: classNames.count, names: classNames, mapping: mapping)
        let foreign = try source.loadForeign(
            self, as: plan, role: role, isBeginning: isBeginning, match: match)
        if let foreign { return foreign }
        return try source.load(
            as: plan, role: role, classes: classNames.count, channels: plainView.channels,
            imageSize: plainView.size, names: classNames, mapping: mapping, catalog: catalog)
    }

    public func loadWithOwnClasses(
        _ source: ModelSource, as plan: ModelPlan?, catalog: ModelCatalog
    ) throws -> (model: any Classifier, classNames: [String]) {
        if let foreign = try source.loadForeign(self, as: plan, role: .teacher, match: nil) {
            return (foreign, foreign.placesAsNames)
        }
        return try source.loadWithOwnClasses(
            as: plan, channels: plainView.channels, imageSize: plainView.size, catalog: catalog)
    }

    public func write(
        _ model: any Classifier, classNames: [String], heads: [ModelHead], to folder: ModelFolder
    ) throws {
        if let foreign = model as? ForeignNetwork { return try foreign.copy(to: folder) }
        guard let pictures = model as? any ImageClassifier else {
            preconditionFailure("'\(model.name)' takes no pictures")
        }
        try folder.write(
            model,
            ModelFolder.Description(
                model: pictures.configuration, classNames: classNames,
                normalization: plainView.normalization), heads: heads)
    }
}
