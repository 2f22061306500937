import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("A network with the sizes of a config.json")
struct TextConfigFileTests {
    private static let folder = TextFixture.folder.appending(path: "bert-words").path

    private static let data = DataPlan(
        dataset: "synthetic-addresses", tokens: TokenPlan(vocabulary: 400, maxLength: 8),
        addresses: .init(count: 20))

    @Test("has the file's layers and widths, and the data's words and classes")
    func sizes() throws {
        let file = try TextConfiguration(contentsOf: Self.folder)
        let data = try TrainingData(Self.data, device: .cpu)
        for path in [Self.folder, Self.folder + "/config.json"] {
            let model = try data.makeModel(ModelPlan("bert", config: path))
            let own = try #require(model as? any TextNetwork).configuration
            #expect(own.width == file.width && own.layers == file.layers)
            #expect(own.heads == file.heads && own.hidden == file.hidden)
            #expect(own.positions == file.positions && own.vocabulary != file.vocabulary)
            #expect(own.task == .classification(classNames: data.classNames))
        }
        let deeper = try data.makeModel(ModelPlan("bert", layers: 5, config: Self.folder))
        #expect((deeper as? any TextNetwork)?.configuration.layers == 5)
    }

    @Test("is a recipe's key, of text networks alone")
    func key() throws {
        let yaml = "{data: synthetic-addresses, teacher: {model: {kind: bert, config: a/b.json}}}"
        let recipe: Recipe = try RecipeTree(yaml: yaml, file: "r").decode()
        #expect(recipe.teacher?.model?.config == "a/b.json")
        let written: Recipe = try RecipeTree(yaml: recipe.yaml(), file: "r").decode()
        #expect(written == recipe)
        let pictures = try TinyTraining()
        let error = #expect(throws: ModelError.self) {
            try pictures.data.makeModel(ModelPlan("cnn", config: Self.folder))
        }
        #expect("\(try #require(error))".contains("config"))
    }

    @Test("names what is wrong with a file: its architecture, the network beside it, its absence")
    func wrong() throws {
        let place = try TemporaryFolder()
        let file = URL(filePath: place.path).appending(path: "config.json")
        let data = try TrainingData(Self.data, device: .cpu)
        func message(_ model: String, _ text: String?, _ path: String) throws -> String {
            if let text { try Data(text.utf8).write(to: file) }
            let error = #expect(throws: (any Error).self) {
                try data.makeModel(ModelPlan(model, config: path))
            }
            return "\(try #require(error))"
        }
        let unknown = try message(
            "bert", #"{"model_type": "t5", "vocab_size": 10}"#, place.path)
        #expect(unknown.contains("config.json") && unknown.contains("'t5'"))
        #expect(unknown.contains("bert, roberta"))
        let other = try message("distilbert", nil, Self.folder)
        #expect(other.contains("'bert'") && other.contains("'distilbert'"))
        let fixed = try message("tinybert-4", nil, Self.folder)
        #expect(fixed.contains("tinybert-4") && fixed.contains("'bert'"))
        #expect(try message("bert", "{", file.path).contains("config.json"))
        #expect(try message("bert", nil, place.path + "/none.json").contains("none.json"))
    }
}
