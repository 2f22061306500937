import Torch

/// The classes of the data, and how a model's outputs are brought to them.
struct ClassMatch {
    var count: Int
    /// The data's names by index; empty where nobody knows them.
    var names: [String] = []
    /// What a recipe says of it, if anything.
    var mapping: ClassMapping?

    /// The outputs that belong to the data's classes, in their order; nil where all of them do, as
    /// they are.
    ///
    /// Without a mapping as many outputs as classes are taken in their order, unless both have the
    /// same names in another one: then the names decide.
    ///
    /// - Parameters:
    ///   - what: the model, for messages.
    ///   - outputs: how many classes it has, and `own` their names, empty where nobody knows them.
    ///   - isTeacher: whether a recipe can say how the classes belong together.
    func outputs(
        of what: String, outputs: Int, names own: [String], isTeacher: Bool
    ) throws(RunError) -> [Int]? {
        if let mapping {
            let chosen = try resolve(mapping, what: what, outputs: outputs, names: own)
            return chosen == Array(0..<outputs) ? nil : chosen
        }
        guard outputs == count else {
            throw .classCounts(what: what, expected: count, found: outputs, isTeacher: isTeacher)
        }
        guard isReordered(own) else { return nil }
        return names.compactMap(own.firstIndex)
    }

    /// Whether a model has the same classes in another order.
    func isReordered(_ own: [String]) -> Bool {
        own != names && own.count == names.count && Set(own).count == own.count
            && Set(own) == Set(names)
    }

    private func resolve(
        _ mapping: ClassMapping, what: String, outputs: Int, names own: [String]
    ) throws(RunError) -> [Int] {
        var chosen: [Int] = []
        for entry in try entries(mapping, what: what) {
            chosen.append(try index(of: entry, what: what, outputs: outputs, names: own))
        }
        for (place, index) in chosen.enumerated() {
            guard let former = chosen[..<place].firstIndex(of: index) else { continue }
            throw .classMapping(
                what: what,
                reason: "class \(spoken(index, own)) is given to both \(spoken(former, names)) and "
                    + "\(spoken(place, names)) of the data")
        }
        return chosen
    }

    /// The mapping as a list in the data's order.
    private func entries(
        _ mapping: ClassMapping, what: String
    ) throws(RunError) -> [ClassMapping.TeacherClass] {
        switch mapping {
        case .list(let list):
            guard list.count == count else {
                throw .classMapping(
                    what: what,
                    reason: "the list has \(list.count) entries, and the data \(count) classes")
            }
            return list
        case .byName(let given):
            for name in given.keys.sorted() where !names.contains(name) {
                let nearest = nearestName(to: name, in: names).map { " (did you mean '\($0)'?)" }
                throw .classMapping(
                    what: what, reason: "the data has no class '\(name)'\(nearest ?? "")")
            }
            return names.map { given[$0] ?? .name($0) }
        }
    }

    private func index(
        of entry: ClassMapping.TeacherClass, what: String, outputs: Int, names own: [String]
    ) throws(RunError) -> Int {
        switch entry {
        case .index(let index):
            guard (0..<outputs).contains(index) else {
                throw .classMapping(
                    what: what, reason: "it has no class \(index), only 0 to \(outputs - 1)")
            }
            return index
        case .name(let name):
            if let index = own.firstIndex(of: name) { return index }
            let wayOut =
                own.isEmpty
                ? "its classes have no names; give places from 0 to \(outputs - 1)"
                : nearestName(to: name, in: own).map { "did you mean '\($0)'?" }
                    ?? "it has \(own.prefix(5).joined(separator: ", "))"
                    + (own.count > 5 ? ", …" : "")
            throw .classMapping(what: what, reason: "it has no class '\(name)'; \(wayOut)")
        }
    }

    private func spoken(_ index: Int, _ names: [String]) -> String {
        names.indices.contains(index) ? "'\(names[index])'" : "\(index)"
    }
}
