import Foundation

extension JSONValue {
    /// Reads JSON; nil where it is none.
    init?(json: some Sequence<UInt8>) {
        guard let value = try? JSONReader.read(Array(json), file: "the answer") else { return nil }
        self = value
    }

    var double: Double? { if case .number(let number) = self { number } else { nil } }
    var text: String? { if case .string(let text) = self { text } else { nil } }
    var list: [JSONValue]? { if case .array(let list) = self { list } else { nil } }
    var members: [Member]? { if case .object(let members) = self { members } else { nil } }
    var isNull: Bool { if case .null = self { true } else { false } }

    /// The value of a key of an object.
    subscript(key: String) -> JSONValue? { members?.last { $0.key == key }?.value }

    /// The value as JSON on one line.
    var json: String { String(decoding: JSONWriter.line(self), as: UTF8.self) }

    /// This value with another one's keys over its own, all the way down.
    func merged(with other: JSONValue) -> JSONValue {
        guard case .object(var own) = self, case .object(let others) = other else { return other }
        for member in others {
            if let place = own.lastIndex(where: { $0.key == member.key }) {
                own[place].value = own[place].value.merged(with: member.value)
            } else {
                own.append(member)
            }
        }
        return .object(own)
    }
}
