/// One of the methods that a comparison pits against training alone: an entry of `compare:`.
///
/// Written `kd`, `{kind: rkd, weight: 0.5}`, several at once as `kd+rkd` or `{methods: [kd, rkd]}`, and
/// with a name of one's own as `{kind: kd, label: soft}`.
public struct ComparedMethod: Codable, Sendable, Equatable {
    /// What tables and folders call it; `nil` is the method's name, with a number where that is taken.
    public var label: String?
    public var method: AnyMethod

    public init(_ method: any Method, label: String? = nil) {
        self.label = label
        self.method = AnyMethod(method)
    }

    enum CodingKeys: String, CodingKey, CaseIterable { case label, method, methods }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        label = try values.decodeIfPresent(.label)
        if let list: [AnyMethod] = try values.decodeIfPresent(.methods) {
            guard list.count > 1 else {
                throw RecipeError.invalidValue(
                    path: values.path(of: .methods), found: "\(list.count) of them",
                    expected: "two methods or more, or the key 'method'")
            }
            method = AnyMethod(CombinedMethod(list.map(\.method)))
        } else {
            method = try values.decode(.method)
        }
        if let label, !Self.isFolderName(label) || Self.reserved.contains(label) {
            throw RecipeError.invalidValue(
                path: values.path(of: .label), found: "'\(label)'",
                expected: "a folder's name other than \(Self.reserved.joined(separator: ", "))")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encodeIfPresent(label, forKey: .label)
        if let combined = method.method as? CombinedMethod {
            try values.encode(combined.methods, forKey: .methods)
        } else {
            try values.encode(method, forKey: .method)
        }
    }

    /// The comparison's own folders.
    private static let reserved = ["teacher", "teacher-labels", "control"]

    private static func isFolderName(_ text: String) -> Bool {
        !text.isEmpty && !text.contains("/") && !text.hasPrefix(".") && text.utf8.count <= 100
    }
}

extension [ComparedMethod] {
    /// The methods with a label each: `rkd`, and `rkd-2` for a second one of other options.
    ///
    /// - Throws: `RecipeError` for a list that is empty, names a method twice with the same options,
    ///   gives a label twice, or names the control.
    func labelled() throws(RecipeError) -> [(label: String, method: any Method)] {
        guard !isEmpty else { throw .missingKey(path: "", key: "compare") }
        var labelled: [(label: String, method: any Method)] = []
        var taken = Set(compactMap(\.label))
        guard taken.count == compactMap(\.label).count else {
            throw .invalidValue(
                path: "compare", found: "two entries of one label", expected: "a label each")
        }
        for (index, entry) in enumerated() {
            let path = "compare[\(index)]"
            let kind = entry.method.method.title
            guard entry.method != AnyMethod(LabelLearning()) else {
                throw .invalidValue(
                    path: path, found: "'\(kind)'",
                    expected: "another method: the control learns from labels in any case")
            }
            guard !self[..<index].contains(where: { $0.method == entry.method }) else {
                throw .invalidValue(
                    path: path, found: "'\(kind)' a second time",
                    expected: "a method or options that the list does not have yet")
            }
            let names = [kind] + (2...count + 2).map { "\(kind)-\($0)" }
            let label = entry.label ?? names.first { !taken.contains($0) } ?? kind
            taken.insert(label)
            labelled.append((label, entry.method.method))
        }
        return labelled
    }
}
