import Foundation

extension Recipe {
    /// The data with the tokenizer of the network that comes with weights, the student's before the
    /// teacher's, where the recipe names none.
    var resolvedData: DataPlan {
        guard data.isText else { return data }
        let candidates: [(path: String?, role: ModelRole)] =
            [(student?.weights, .student)]
            + (chain + (together?.together ?? [])).map { ($0.weights ?? $0.start, .teacher) }
        for case (let path?, let role) in candidates {
            guard let folder = ModelSource(path: path).tokenizerFolder(preferring: role) else {
                continue
            }
            let plan = data.withTokenizer(ofModelAt: folder)
            if plan.tokens?.tokenizer != nil { return plan }
        }
        return data
    }
}

extension DataPlan {
    /// The plan with the tokenizer that lies beside a model, where there is one and none is named.
    func withTokenizer(ofModelAt folder: URL) -> DataPlan {
        guard tokens?.tokenizer == nil, Tokenizer.isPresent(in: folder) else { return self }
        var plan = self
        var tokens = self.tokens ?? TokenPlan()
        tokens.tokenizer = folder.path
        if tokens.maxLength == nil,
            let limit = try? TextFolder(folder).configuration().maximumLength
        {
            tokens.maxLength = min(tokens.length, limit)
        }
        plan.tokens = tokens
        return plan
    }
}
