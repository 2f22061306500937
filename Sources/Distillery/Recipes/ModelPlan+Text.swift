extension TextConfiguration {
    /// Another network for the same tokens and task.
    ///
    /// - Throws: `TextError` and `ModelError` for a plan that cannot be.
    func like(_ plan: ModelPlan) throws -> TextConfiguration {
        var like = try plan.textConfiguration(
            vocabulary: vocabulary, padding: padding, task: task)
        like.addressCodes = plan.address == true ? addressCodes : nil
        try like.validate()
        return like
    }
}

extension ModelPlan {
    /// The whole configuration of a text network for these tokens and this task.
    ///
    /// A `config` gives the sizes in place of the catalog's, and the other options change them. Words
    /// and head are those of the data: the file's vocabulary and labels are passed over.
    ///
    /// - Throws: `TextError` and `ModelError` for a plan that cannot be, and what reading the file
    ///   throws.
    func textConfiguration(
        vocabulary: Int, padding: Int?, task: TextTask
    ) throws -> TextConfiguration {
        let entry = try TextCatalog.builtIn.entry(named: kind)
        let options = try textOptions()
        guard let config else {
            return try entry.configuration(
                vocabulary: vocabulary, padding: padding, task: task, options: options)
        }
        return try entry.configuration(
            vocabulary: vocabulary, padding: padding, task: task, options: options,
            sizes: TextConfiguration(contentsOf: config), from: config)
    }

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
                    "embedding-size", "kernels", "positions", "config", "address",
                ])
        }
        return TextOptions(
            width: hiddenSize, layers: layers, heads: heads, hidden: intermediateSize,
            embeddingWidth: embeddingSize, kernels: kernels, dropout: dropout, length: positions)
    }
}
