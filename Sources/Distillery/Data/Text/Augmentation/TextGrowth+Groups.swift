extension TextGrowth {
    /// The examples and what grew out of them, each group of an example and its copies named, so that
    /// a split by group never has a copy on the other side of its example.
    ///
    /// - Parameter withSources: whether the examples themselves are among them.
    public func grouped(_ sources: [TextExample], withSources: Bool) -> [TextExample] {
        func named(_ example: TextExample, as source: TextExample) -> TextExample {
            var example = example
            example.group = source.group ?? source.id.text
            return example
        }
        return (withSources ? sources.map { named($0, as: $0) } : [])
            + grown.map { named($0.example, as: $0.source) }
    }
}
