import Foundation

/// One example as a teacher elsewhere is asked about it.
struct TeacherQuestion: Sendable {
    var id: ExampleID
    /// Where it stands: the split, and the place in its dataset.
    var split: DatasetSplit
    var index: Int
    var content: Content

    /// What the example is.
    enum Content: Sendable {
        case text(String, pair: String?)
        /// A picture, read when it is needed; `name` tells its content from others'.
        case picture(name: String, read: @Sendable () throws -> Picture)
    }

    init(id: ExampleID, split: DatasetSplit, index: Int, content: Content) {
        self.id = id
        self.split = split
        self.index = index
        self.content = content
    }

    /// 32 hexadecimal digits that stand for the content: what was asked about once has its answer, in
    /// whatever split and under whatever id it comes again.
    var key: String {
        let parts: [String] =
            switch content {
            case .text(let text, let pair): ["text", text] + [pair].compactMap(\.self)
            case .picture(let name, _): ["picture", name]
            }
        // A text cannot hold the separator by chance: lengths come first.
        let lengths = parts.map { String($0.utf8.count) }.joined(separator: ",")
        return String(ContentHash.of(Array("\(lengths):\(parts.joined())".utf8)).prefix(32))
    }
}
