import Foundation
import Torch

/// JSON in whose texts an example's parts are put: what is sent to a teacher.
///
/// `{text}`, `{pair}`, `{id}` and `{image}` (a PNG file in base64) stand for parts of one example
/// anywhere in a text. `{texts}`, `{pairs}`, `{ids}` and `{images}`, alone in a text, stand for lists of those
/// of a whole batch, and so does an object whose only key is `{each}`: a list of what it holds, once for
/// each example.
struct JSONTemplate: Sendable {
    let value: JSONValue
    /// Whether a request is about several examples.
    let isBatched: Bool
    /// The parts of examples that it speaks of.
    let slots: Set<Slot>

    enum Slot: String, CaseIterable, Sendable { case text, pair, id, image }

    private static let each = "{each}"
    private static let lists: [String: Slot] = [
        "{texts}": .text, "{pairs}": .pair, "{ids}": .id, "{images}": .image,
    ]

    /// - Throws: `JSONTemplateProblem` for a name that nothing stands for, or without any.
    init(_ value: JSONValue) throws(JSONTemplateProblem) {
        self.value = value
        var survey = Survey()
        try survey.look(at: value)
        guard !survey.slots.isEmpty else {
            throw JSONTemplateProblem(reason: "without a place for the examples, as {text}")
        }
        guard !survey.isBatched || !survey.isSingle else {
            throw JSONTemplateProblem(
                reason:
                    "with places for one example and for a list of them; put those for one into "
                    + "an {each}")
        }
        isBatched = survey.isBatched
        slots = survey.slots
    }

    /// The request about some examples: about one, unless it is batched.
    func body(for examples: [ExampleParts]) -> JSONValue { filled(value, examples) }

    private func filled(_ value: JSONValue, _ examples: [ExampleParts]) -> JSONValue {
        switch value {
        case .string(let text):
            if let slot = Self.lists[text] { return .array(examples.map { .string($0[slot]) }) }
            guard let example = examples.first else { return value }
            return .string(TextTemplate(text).filled { example[$0] })
        case .array(let list): return .array(list.map { filled($0, examples) })
        case .object(let members):
            if members.count == 1, let inner = value[Self.each] {
                return .array(examples.map { filled(inner, [$0]) })
            }
            return .object(
                members.map { .init(key: $0.key, value: filled($0.value, examples)) })
        default: return value
        }
    }

    /// What a template speaks of.
    private struct Survey {
        var slots: Set<Slot> = []
        var isBatched = false
        var isSingle = false
        private var isInEach = false

        mutating func look(at value: JSONValue) throws(JSONTemplateProblem) {
            switch value {
            case .string(let text):
                if let slot = JSONTemplate.lists[text] {
                    slots.insert(slot)
                    isBatched = true
                    return
                }
                try requireKnown(text)
                let own = TextTemplate(text).slots
                slots.formUnion(own)
                if !own.isEmpty, !isInEach { isSingle = true }
            case .array(let list): for entry in list { try look(at: entry) }
            case .object(let members):
                if members.count == 1, let inner = value[JSONTemplate.each] {
                    isBatched = true
                    isInEach = true
                    defer { isInEach = false }
                    return try look(at: inner)
                }
                for member in members { try look(at: member.value) }
            default: break
            }
        }

        /// A text that is nothing but a name in braces is meant as one.
        private func requireKnown(_ text: String) throws(JSONTemplateProblem) {
            guard text.hasPrefix("{"), text.hasSuffix("}"), text.count > 2,
                text.dropFirst().dropLast().allSatisfy({ $0.isLetter })
            else { return }
            let known = Slot.allCases.map { "{\($0.rawValue)}" } + JSONTemplate.lists.keys.sorted()
            guard !known.contains(text) else { return }
            throw JSONTemplateProblem(
                reason: "with '\(text)', which stands for nothing"
                    + (nearestName(to: text, in: known).map { " (did you mean '\($0)'?)" } ?? "")
                    + "; known are \(known.joined(separator: ", "))")
        }
    }
}

/// Why a template is none.
struct JSONTemplateProblem: Error {
    let reason: String
}

/// The parts of one example as texts.
struct ExampleParts: Sendable {
    private var parts: [JSONTemplate.Slot: String]

    /// - Throws: `DatasetError` for a picture that cannot be read.
    init(of question: TeacherQuestion) throws {
        parts = [.id: question.id.text]
        switch question.content {
        case .text(let text, let pair):
            parts[.text] = text
            parts[.pair] = pair
        case .picture(_, let read):
            parts[.image] = try PNGEncoder.encode(read()).base64EncodedString()
        }
    }

    subscript(slot: JSONTemplate.Slot) -> String { parts[slot] ?? "" }
}
