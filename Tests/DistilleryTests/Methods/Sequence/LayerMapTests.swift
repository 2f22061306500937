import Foundation
import Testing

@testable import Distillery

@Suite("A map of layers")
struct LayerMapTests {
    private func teachers(_ map: LayerMap, _ student: Int, _ teacher: Int) throws -> [Int] {
        try map.pairs(student: student, teacher: teacher, for: "hidden-mse").map(\.teacher)
    }

    @Test("pairs TinyBERT's 4 and 6 layers with BERT's as its paper does, counted from 0")
    func uniform() throws {
        #expect(try teachers(.uniform, 4, 12) == [2, 5, 8, 11])
        #expect(try teachers(.uniform, 6, 12) == [1, 3, 5, 7, 9, 11])
        // Where N / M is no whole number, rounded up.
        #expect(try teachers(.uniform, 4, 6) == [1, 2, 4, 5])
        #expect(try teachers(.uniform, 4, 2) == [0, 0, 1, 1])
        #expect(try teachers(.last, 4, 12) == [11])
    }

    @Test("refuses layers that are not there")
    func outside() {
        #expect(throws: MethodError.self) { try teachers(.pairs([[0, 12]]), 4, 12) }
        #expect(throws: MethodError.self) { try teachers(.pairs([[4, 0]]), 4, 12) }
    }

    private func method(_ layers: String) throws -> HiddenRegression {
        try JSONDecoder().decode(
            HiddenRegression.self, from: Data("{\"layers\": \(layers)}".utf8))
    }

    @Test(
        "is read from a recipe and written again",
        arguments: ["\"last\"", "\"uniform\"", "[[0, 2], [1, 5]]"])
    func recipe(_ layers: String) throws {
        let method = try method(layers)
        let again = try JSONDecoder().decode(
            HiddenRegression.self, from: JSONEncoder().encode(method))
        #expect(again == method)
    }

    @Test("names the nearest word, and the form of pairs")
    func mistakes() throws {
        let name = #expect(throws: RecipeError.self) { try method("\"unifrom\"") }
        #expect(name?.description.contains("uniform") == true)
        for pairs in ["[]", "[[1]]", "[[0, 1], [0, 1]]", "[[-1, 0]]", "3"] {
            #expect(throws: RecipeError.self) { try method(pairs) }
        }
    }
}
