/// How many tokens every text of both splits has, after the cut.
struct TextLengths: Sendable {
    private(set) var train: [Int] = []
    private(set) var validation: [Int] = []
    /// How many of them are cut.
    private(set) var cutCount = 0

    /// - Throws: `TokenizerError` where a text does not fit and the plan refuses to cut it.
    init(
        _ train: TextDataset, _ validation: TextDataset, in tokenizer: Tokenizer, _ plan: TokenPlan
    ) throws(TokenizerError) {
        func count(_ dataset: TextDataset) throws(TokenizerError) -> [Int] {
            var counts: [Int] = []
            for encoding in try tokenizer.encodings(of: dataset.examples, plan) {
                if encoding.cutCount > 0 { cutCount += 1 }
                counts.append(encoding.count)
            }
            return counts
        }
        self.train = try count(train)
        self.validation = try count(validation)
    }

    /// The median of the validation texts.
    var validationMedian: Int { validation.sorted()[validation.count / 2] }
}
