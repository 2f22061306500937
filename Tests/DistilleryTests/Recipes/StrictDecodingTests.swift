import Foundation
import Testing
import Yams

@testable import Distillery

@Suite("Strict decoding")
struct StrictDecodingTests {
    struct Outer: Decodable {
        var inner: Inner
        var items: [Inner]

        enum CodingKeys: String, CodingKey, CaseIterable { case inner, items }

        init(from decoder: any Decoder) throws {
            let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
            inner = try values.decode(.inner)
            items = try values.decode(.items, default: [])
        }
    }

    struct Inner: Decodable, Equatable {
        var temperature: Double
        var width: Int?

        enum CodingKeys: String, CodingKey, CaseIterable { case temperature, width }

        init(from decoder: any Decoder) throws {
            let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
            temperature = try values.decode(
                .temperature, default: 4, expected: "above 0", where: { $0 > 0 })
            width = try values.decodeIfPresent(.width)
        }
    }

    /// What JSON's decoder and Yams' make of a text; both must agree.
    private func error(_ json: String) -> RecipeError? {
        var found: [RecipeError?] = []
        do {
            _ = try JSONDecoder().decode(Outer.self, from: Data(json.utf8))
            found.append(nil)
        } catch {
            found.append(error as? RecipeError)
        }
        do {
            _ = try YAMLDecoder().decode(Outer.self, from: json)
            found.append(nil)
        } catch DecodingError.dataCorrupted(let context) {
            found.append(context.underlyingError as? RecipeError)
        } catch {
            found.append(error as? RecipeError)
        }
        #expect(found[0] == found[1], "\(found)")
        return found[0]
    }

    @Test("fills in what is absent")
    func defaults() throws {
        let value = try JSONDecoder().decode(
            Outer.self, from: Data(#"{"inner": {"width": 3}}"#.utf8))
        #expect(value.inner.temperature == 4 && value.inner.width == 3 && value.items.isEmpty)
    }

    @Test("names an unknown key, where it stands and the nearest known one")
    func unknown() {
        let allowed = ["temperature", "width"]
        #expect(
            error(#"{"inner": {"temprature": 3}}"#)
                == .unknownKey(
                    path: "inner", key: "temprature", nearest: "temperature", allowed: allowed))
        #expect(
            error(#"{"inner": {}, "items": [{}, {"colour": 1}]}"#)
                == .unknownKey(path: "items[1]", key: "colour", nearest: nil, allowed: allowed))
        #expect(
            error(#"{"innner": {}}"#)
                == .unknownKey(
                    path: "", key: "innner", nearest: "inner", allowed: ["inner", "items"]))
    }

    @Test("names a missing key, a wrong type and a value out of range")
    func wrong() {
        #expect(error("{}") == .missingKey(path: "", key: "inner"))
        #expect(
            error(#"{"inner": {"temperature": -1}}"#)
                == .invalidValue(path: "inner.temperature", found: "-1.0", expected: "above 0"))
        guard
            case .wrongType("inner.width", "a whole number", _) = error(
                #"{"inner": {"width": "wide"}}"#)
        else {
            Issue.record("a text passes as a number")
            return
        }
        guard case .wrongType("inner", _, _) = error(#"{"inner": 3}"#) else {
            Issue.record("a number passes as a mapping")
            return
        }
    }

    @Test("says in words what is wrong")
    func words() {
        let error = RecipeError.unknownKey(
            path: "method", key: "temprature", nearest: "temperature",
            allowed: ["temperature", "alpha"])
        #expect(
            error.description
                == "'method' has an unknown key 'temprature' (did you mean 'temperature'?); "
                + "it takes temperature, alpha")
    }
}
