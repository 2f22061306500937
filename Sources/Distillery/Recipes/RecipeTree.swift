import Foundation
import Yams

/// A recipe before it is decoded: its YAML as a tree, in which flags override keys.
public struct RecipeTree: Equatable {
    /// Most bytes that a recipe may have.
    static let byteLimit = 1 << 20
    /// Most aliases that a recipe may use: so few cannot make it grow without bound.
    static let aliasLimit = 32

    var root: Node

    /// A recipe without keys.
    public init() { root = Self.empty }

    private static var empty: Node { .mapping(Node.Mapping([])) }

    /// Reads YAML; `file` names it in errors.
    public init(yaml: String, file: String) throws(RecipeError) {
        guard yaml.utf8.count <= Self.byteLimit else {
            throw .unreadable(file: file, reason: "it has more than \(Self.byteLimit) bytes")
        }
        guard Self.aliases(in: yaml) <= Self.aliasLimit else {
            throw .unreadable(file: file, reason: "it has more than \(Self.aliasLimit) aliases")
        }
        let parsed: Node?
        do {
            parsed = try Yams.compose(yaml: yaml)
        } catch {
            throw .unreadable(file: file, reason: "\(error)")
        }
        guard let parsed, parsed.null == nil else {
            root = Self.empty
            return
        }
        guard parsed.mapping != nil else {
            throw .unreadable(file: file, reason: "it is not a mapping of keys to values")
        }
        root = parsed
    }

    /// Reads a file of YAML; of one that is too long no more than that is read.
    public init(contentsOf url: URL) throws(RecipeError) {
        let data: Data
        do {
            let file = try FileHandle(forReadingFrom: url)
            defer { try? file.close() }
            data = try file.read(upToCount: Self.byteLimit + 1) ?? Data()
        } catch {
            throw .unreadable(
                file: url.relativePath, reason: "there is no such file, or it may not be read")
        }
        try self.init(yaml: String(decoding: data, as: UTF8.self), file: url.relativePath)
    }

    /// Asterisks that stand where an alias may begin: at least as many as there are aliases.
    private static func aliases(in yaml: String) -> Int {
        var count = 0
        var former = UInt8(ascii: "\n")
        for byte in yaml.utf8 {
            if byte == UInt8(ascii: "*"), " \t\r\n[]{},:?-".utf8.contains(former) { count += 1 }
            former = byte
        }
        return count
    }

    /// Sets the key at a dotted path to a value written as YAML, making mappings on the way.
    ///
    /// A text in the way of a path is the short form of a mapping: see `expandShortForms`.
    public mutating func set(_ path: String, to value: String) throws(RecipeError) {
        let node: Node?
        do {
            node = try Yams.compose(yaml: value)
        } catch {
            throw .invalidValue(path: path, found: value, expected: "a value in YAML")
        }
        expandShortForms()
        root = setting(
            path.split(separator: ".").map(String.init), in: root, to: node ?? Node(value))
        expandShortForms()
    }

    /// Whether the key at a dotted path has a value.
    public func has(_ path: String) -> Bool {
        var node: Node? = root
        for part in path.split(separator: ".") { node = node?.mapping?[Node(String(part))] }
        return node != nil && node?.null == nil
    }

    /// Takes a key of the recipe itself out, with all that is under it.
    mutating func remove(_ key: String) {
        guard var mapping = root.mapping else { return }
        mapping[Node(key)] = nil
        root = .mapping(mapping)
    }

    /// Replaces the short forms of common keys by the mappings that they stand for.
    ///
    /// `method: kd` is `method: {kind: kd}`, `student: cnn` is `student: {model: {kind: cnn}}`,
    /// `data: cifar10` is `data: {dataset: cifar10}`.
    public mutating func expandShortForms() {
        expand(["method"], under: "kind")
        expand(["data"], under: "dataset")
        for part in ["teacher", "student"] {
            expand([part], under: "model")
            expand([part, "model"], under: "kind")
        }
        expand(["teacher", "predictions"], under: "file")
        for path in [["teacher", "http", "request"], ["teacher", "chat", "body"]] {
            writeAsJSON(path)
        }
        root = root.expandingTeachers()
        for prefix in [["training"], ["teacher", "training"]] {
            expand(prefix + ["optimizer"], under: "kind")
            expand(prefix + ["schedule"], under: "kind")
        }
        expandComparedMethods()
    }

    private mutating func expand(_ path: [String], under key: String) {
        var node: Node? = root
        for part in path { node = node?.mapping?[Node(part)] }
        guard let node, node.scalar != nil, node.null == nil else { return }
        root = setting(path, in: root, to: Self.expanded(node, under: key))
    }

    /// Puts the JSON that YAML stands for in the place of a list or mapping.
    private mutating func writeAsJSON(_ path: [String]) {
        var node: Node? = root
        for part in path { node = node?.mapping?[Node(part)] }
        guard let node, node.scalar == nil else { return }
        root = setting(
            path, in: root,
            to: Node(node.json.json, Tag(.str), .singleQuoted))
    }

    /// A text as the mapping that it is the short form of; anything else as it is.
    static func expanded(_ node: Node, under key: String) -> Node {
        node.scalar != nil && node.null == nil ? Node([(Node(key), node)]) : node
    }

    private func setting(_ path: [String], in node: Node?, to value: Node) -> Node {
        guard let key = path.first else { return value }
        var mapping = node?.mapping ?? Node.Mapping([])
        mapping[Node(key)] = setting(Array(path.dropFirst()), in: mapping[Node(key)], to: value)
        return Node.mapping(mapping)
    }

    /// Decodes the tree strictly.
    public func decode<Value: Decodable>(
        _ type: Value.Type = Value.self, methods: MethodCatalog = .standard
    ) throws -> Value {
        var expanded = self
        expanded.expandShortForms()
        expanded.root.writeKeysPlainly()
        var information: [CodingUserInfoKey: any Sendable] = [:]
        if let key = CodingUserInfoKey.methodCatalog { information[key] = methods }
        do {
            return try YAMLDecoder().decode(type, from: expanded.root, userInfo: information)
        } catch let error as DecodingError {
            throw recipeError(error, path: "", expected: "a recipe")
        }
    }
}
