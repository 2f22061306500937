import ArgumentParser
import Distillery
import Foundation
import Testing

@testable import DistillCommand

@Suite("The demonstration")
struct DemoRecipeTests {
    @Test("does what Examples/demo.yaml says")
    func equalsTheExample() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Examples/demo.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        let example: Recipe = try RecipeTree(yaml: text, file: "demo.yaml").decode()
        var tree = try RecipeTree(yaml: DemoRecipe.yaml, file: "demo")
        try tree.set("seeds", to: "\(DemoCommand.parse([]).seeds)")
        let demo: Recipe = try tree.decode()
        #expect(example == demo)
    }
}
