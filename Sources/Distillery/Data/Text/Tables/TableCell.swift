import Foundation

/// What stands in one column of one row.
enum TableCell: Equatable {
    case text(String)
    /// A list of numbers, as JSON has them.
    case numbers([Double])

    /// The cell as text without space around it, or nil where it is empty or a list.
    var text: String? {
        guard case .text(let text) = self else { return nil }
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        return trimmed.isEmpty ? nil : trimmed
    }

    /// The numbers of a list, or the one number of a text; nil where there are none.
    var numbers: [Double]? {
        switch self {
        case .numbers(let numbers): numbers
        case .text: text.flatMap { Double($0) }.map { [$0] }
        }
    }
}

extension TableCell: Decodable {
    /// Reads what a JSON object may hold: texts, numbers, truth values, lists of numbers.
    init(from decoder: any Decoder) throws {
        if var list = try? decoder.unkeyedContainer() {
            var numbers: [Double] = []
            while !list.isAtEnd { numbers.append(try list.decode(Double.self)) }
            self = .numbers(numbers)
            return
        }
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .text("")
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let truth = try? value.decode(Bool.self) {
            self = .text(truth ? "true" : "false")
        } else if let whole = try? value.decode(Int.self) {
            self = .text(String(whole))
        } else {
            self = .text(String(try value.decode(Double.self)))
        }
    }
}

/// One line of a JSONL file.
///
/// Values that no column can have (objects, lists of texts) are left out, and matter only where
/// their column is asked for.
struct JSONRow: Decodable {
    let cells: [String: TableCell]

    init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: NamedKey.self)
        var cells: [String: TableCell] = [:]
        for key in object.allKeys {
            cells[key.stringValue] = try? object.decode(TableCell.self, forKey: key)
        }
        self.cells = cells
    }
}
