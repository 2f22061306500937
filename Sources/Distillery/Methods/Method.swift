import Torch

/// A way of teaching: a value that recipes decode by its `kind`, with its options; see `MethodCatalog`.
///
/// A method says what it needs, and makes the `Objective` that works between two networks. Methods
/// without trainable parts of their own are easier to write as a `StatelessMethod`.
public protocol Method: Codable, Sendable, Equatable {
    /// The method's name in the literature, in lower case: `kd`.
    static var kind: String { get }
    /// One sentence for `distill list methods`.
    static var summary: String { get }
    static var paper: Paper { get }
    /// The name for messages: the kind, unless the method is made of several.
    var title: String { get }
    /// The options that a recipe can set, beside `kind`.
    static var options: [MethodOption<Self>] { get }

    /// Kinds of methods that cannot stand in one list with this one, with the reason.
    static var excluded: [String: String] { get }

    /// Whether the method learns from the data's training pictures, and not from its own alone.
    static var usesTrainingPictures: Bool { get }

    /// The method with the defaults of its literature.
    init()

    /// What there has to be beside the student's logits.
    var needs: MethodNeeds { get }

    /// What may be asked of the networks.
    var suits: Set<TaskKind> { get }

    /// How many networks like the student are trained one after the other, the student included.
    var generations: Int { get }

    /// The method at work between the networks of `setting`.
    ///
    /// - Throws: `MethodError` where the networks do not suit the method, with the way out.
    func makeObjective(for setting: MethodSetting) throws -> any Objective
}

extension Method {
    public static var excluded: [String: String] { [:] }
    public static var usesTrainingPictures: Bool { true }
    public var suits: Set<TaskKind> { [.classification, .maskedWords] }

    public var title: String { Self.kind }

    public var generations: Int { 1 }

    /// Whether the method compares with a teacher.
    public var needsTeacher: Bool { needs.contains(.teacher) }

    /// Whether labels change what the method teaches: not where their term has no weight.
    public var countsLabels: Bool {
        if let strategy = self as? any Strategy {
            return needs.contains(.plainLabels)
                || strategy.methods.contains(where: \.method.countsLabels)
        }
        guard needs.contains(.labels) else { return needs.contains(.plainLabels) }
        let weight = Self.options.lazy.compactMap { $0.labelWeight?(self) }.first
        return needs.contains(.plainLabels) || weight?.isZero != true
    }

    /// The method with some of its options changed: `ReviewDistillation().with { $0.weight = 5 }`.
    public func with(_ change: (inout Self) -> Void) -> Self {
        var copy = self
        change(&copy)
        return copy
    }
}

/// Where a method was published.
public struct Paper: Sendable, Equatable, Codable {
    public var authors: String
    public var title: String
    public var year: Int

    public init(_ authors: String, _ title: String, _ year: Int) {
        self.authors = authors
        self.title = title
        self.year = year
    }
}

extension Paper: CustomStringConvertible {
    public var description: String { "\(authors): \(title), \(year)" }
}
