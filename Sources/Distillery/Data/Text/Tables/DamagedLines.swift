/// The lines of a dataset's files that could not be used: counted, the first of them named.
public struct DamagedLines: Sendable, Equatable {
    /// One line and what is wrong with it.
    public struct Entry: Sendable, Equatable, CustomStringConvertible {
        public let path: String
        /// From 1, as editors count.
        public let line: Int
        public let reason: String

        public var description: String { "'\(path)', line \(line): \(reason)" }
    }

    /// The number of damaged lines.
    public private(set) var count = 0
    /// The first of them.
    public private(set) var first: [Entry] = []
    /// The most that are named.
    public static let namedLimit = 10

    /// Once so many are damaged, reading stops where their share is too great already.
    private static let earlyLimit = 1000

    public init() {}

    mutating func record(_ path: String, line: Int, _ reason: String) {
        count += 1
        guard first.count < Self.namedLimit else { return }
        first.append(Entry(path: path, line: line, reason: reason))
    }

    mutating func append(_ other: DamagedLines) {
        count += other.count
        first += other.first.prefix(Self.namedLimit - first.count)
    }

    /// Throws where more of `total` lines are damaged than a share of them, ten in any case,
    /// and never more than half.
    func check(of total: Int, share: Double) throws(TextDataError) {
        let limit = min(max(10, Int(Double(total) * share)), total / 2)
        guard count > limit else { return }
        throw .tooManyDamaged(
            count: count, limit: limit, of: total, first: first.map(\.description))
    }

    /// The same while the file is still read: hopeless files are given up early.
    func checkEarly(of total: Int, share: Double) throws(TextDataError) {
        if count > Self.earlyLimit { try check(of: total, share: share) }
    }
}
