import Torch

/// Which of a teacher's outputs belongs to each class of the data: `teacher.classes:` in a recipe.
///
/// ```yaml
/// classes: [cat, dog, 17]                 # in the order of the data's classes
/// classes: {kitten: cat, puppy: 17}       # the others stand under their own names
/// ```
public enum ClassMapping: Sendable, Equatable {
    /// The teacher's class of every class of the data, in the data's order.
    case list([TeacherClass])
    /// The teacher's class by the data's; a class that is left out has the same name in both.
    case byName([String: TeacherClass])

    /// One of a teacher's classes: its place among the outputs, from 0, or its name.
    public enum TeacherClass: Sendable, Equatable {
        case index(Int)
        case name(String)
    }
}

extension ClassMapping: Codable {
    public init(from decoder: any Decoder) throws {
        if let list = try? [TeacherClass](from: decoder) {
            self = .list(list)
        } else if let names = try? [String: TeacherClass](from: decoder) {
            self = .byName(names)
        } else {
            throw RecipeError.wrongType(
                path: keyPath(decoder.codingPath),
                expected: "a list of the teacher's classes, or a mapping of the data's to them",
                found: "something else")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .list(let list): try list.encode(to: encoder)
        case .byName(let names): try names.encode(to: encoder)
        }
    }
}

extension ClassMapping.TeacherClass: Codable {
    public init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let index = try? value.decode(Int.self) {
            self = .index(index)
        } else {
            self = .name(try value.decode(String.self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .index(let index): try value.encode(index)
        case .name(let name): try value.encode(name)
        }
    }
}
