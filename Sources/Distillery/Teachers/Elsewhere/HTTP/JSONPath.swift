/// Where something stands in JSON: keys and places joined by dots, `*` for every entry of a list.
///
/// `choices.0.message.content`; `predictions.*.scores`; empty for the whole.
struct JSONPath: Sendable {
    let text: String
    private let steps: [Substring]

    init(_ text: String) {
        self.text = text
        steps = text.split(separator: ".")
    }

    /// Whether it gives a list with a value for every entry.
    var isOfEach: Bool { steps.contains("*") }

    /// What stands there.
    ///
    /// - Throws: `JSONPathProblem`, which says how far it went.
    func value(in json: JSONValue) throws(JSONPathProblem) -> JSONValue {
        try value(in: json, steps[...])
    }

    private func value(
        in json: JSONValue, _ rest: ArraySlice<Substring>
    ) throws(JSONPathProblem) -> JSONValue {
        guard let step = rest.first else { return json }
        switch json {
        case .array(let list) where step == "*":
            var values: [JSONValue] = []
            for entry in list { values.append(try value(in: entry, rest.dropFirst())) }
            return .array(values)
        case .array(let list):
            if let place = Int(step), list.indices.contains(place) {
                return try value(in: list[place], rest.dropFirst())
            }
            throw problem(rest, "a list of \(list.count)")
        case .object(let members):
            if let found = json[String(step)] { return try value(in: found, rest.dropFirst()) }
            let keys = members.map(\.key).prefix(8).map { "'\($0.prefix(40))'" }
            throw problem(
                rest, keys.isEmpty ? "an empty object" : "only \(keys.joined(separator: ", "))")
        default: throw problem(rest, json.kind)
        }
    }

    private func problem(_ rest: ArraySlice<Substring>, _ found: String) -> JSONPathProblem {
        let done = steps[..<rest.startIndex].joined(separator: ".")
        return JSONPathProblem(
            found: "\(found) at \(done.isEmpty ? "its top" : "'\(done)'")",
            expected: "'\(rest.first ?? "")' there, for the path '\(text)'")
    }
}

/// Where a path led nowhere.
struct JSONPathProblem: Error {
    let found: String
    let expected: String
}
