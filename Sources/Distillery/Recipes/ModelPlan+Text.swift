extension TextConfiguration {
    /// Another network for the same tokens and task.
    ///
    /// - Throws: `TextError` and `ModelError` for a plan that cannot be.
    func like(_ plan: ModelPlan) throws -> TextConfiguration {
        var like = try TextCatalog.builtIn.entry(named: plan.kind).configuration(
            vocabulary: vocabulary, padding: padding, task: task, options: plan.textOptions())
        like.addressCodes = plan.address == true ? addressCodes : nil
        try like.validate()
        return like
    }
}

extension ModelPlan {
    /// What a recipe changes of a text network.
    ///
    /// - Throws: `ModelError.unknownOption` for an option of picture networks.
    func textOptions() throws(ModelError) -> TextOptions {
        let foreign: [(name: String, isSet: Bool)] = [
            ("width", width != nil), ("shortcut", shortcut != nil),
            ("batch-norm", batchNorm != nil), ("blocks", blocks != nil),
            ("hidden", hidden != nil), ("patch", patch != nil),
        ]
        if let option = foreign.first(where: \.isSet) {
            throw .unknownOption(
                model: kind, option: option.name,
                allowed: [
                    "layers", "heads", "dropout", "hidden-size", "intermediate-size",
                    "embedding-size", "kernels", "positions", "address",
                ])
        }
        return TextOptions(
            width: hiddenSize, layers: layers, heads: heads, hidden: intermediateSize,
            embeddingWidth: embeddingSize, kernels: kernels, dropout: dropout, length: positions)
    }
}
