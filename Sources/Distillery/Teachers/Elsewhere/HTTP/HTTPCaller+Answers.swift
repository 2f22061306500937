import Foundation

extension HTTPCaller {
    /// An answer's body as JSON.
    func json(in body: Data) throws(ExampleTeacherError) -> JSONValue {
        guard let json = JSONValue(json: body) else {
            throw malformed(body, found: "no JSON", expected: "JSON")
        }
        return json
    }

    /// What stands at a place of an answer.
    func value(
        at path: JSONPath, in json: JSONValue, of body: Data
    ) throws(ExampleTeacherError) -> JSONValue {
        do throws(JSONPathProblem) {
            return try path.value(in: json)
        } catch {
            throw malformed(body, found: error.found, expected: error.expected)
        }
    }

    /// An answer that is not what it should be, with its beginning.
    func malformed(_ body: Data, found: String, expected: String) -> ExampleTeacherError {
        .malformed(source: url, found: found, expected: expected, excerpt: excerpt(of: body))
    }
}
