import Foundation

/// A column of a table: by name, by number from 1, or by several names of which one is there.
///
/// Names that differ between files of one dataset are alternatives: `sentence,content`.
public struct TextColumn: Sendable, Hashable, ExpressibleByStringLiteral {
    /// The first that a file has is taken.
    public var names: [String]

    public init(_ names: [String]) {
        self.names = names
    }

    /// Alternatives parted by commas, as a flag gives them.
    public init(_ flag: String) {
        names = flag.split(separator: ",").map {
            $0.trimmingCharacters(in: .whitespaces)
        }
    }

    public init(stringLiteral value: String) {
        self.init(value)
    }

    /// The place of the column in a header, or nil where it is not there.
    ///
    /// A number counts as one only where no column has it as its name.
    func place(in header: [String]) -> Int? {
        for name in names {
            if let place = header.firstIndex(of: name) { return place }
        }
        for name in names {
            if let number = Int(name), header.indices.contains(number - 1) { return number - 1 }
        }
        return nil
    }
}

extension TextColumn: Codable {
    /// Reads a text (`sentence,content`) or a list of names.
    public init(from decoder: any Decoder) throws {
        if let names = try? decoder.singleValueContainer().decode([String].self) {
            self.init(names)
        } else {
            self.init(try decoder.singleValueContainer().decode(String.self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if names.contains(where: { $0.contains(",") }) {
            try container.encode(names)
        } else {
            try container.encode(names.joined(separator: ","))
        }
    }
}
