extension RunReport {
    /// What was gained, in one or two sentences: those at the top of the page.
    public var summary: String {
        Headline(report: self, text: language.text).sentences.joined(separator: " ")
    }
}
