import Foundation
import Testing
import Torch

@testable import Distillery

/// What can be wrong with a folder that a text network is loaded from.
@Suite("A text network's folder with a mistake")
struct TextFolderMistakeTests {
    /// A good folder with some of its files changed.
    private func message(_ change: (URL) throws -> Void) throws -> String {
        let place = try TemporaryFolder()
        let url = URL(filePath: place.path).appending(path: "model")
        let data = try TrainingData(
            DataPlan(
                dataset: "synthetic-addresses", tokens: TokenPlan(vocabulary: 300, maxLength: 20),
                addresses: .init(count: 20)), device: .cpu)
        // Texts may be as long as the network has places, though that is no multiple of 8.
        try data.write(
            data.makeModel(
                ModelPlan("transformer", layers: 1, heads: 2, hiddenSize: 16, positions: 20)),
            to: ModelFolder(url))
        let texts = try #require(data.validation as? TextDataset).examples
        #expect(try Predictor(at: url.path).answers(to: texts).count == texts.count)
        try change(url)
        let errors = [
            #expect(throws: (any Error).self) { try Predictor(at: url.path) },
            #expect(throws: (any Error).self) {
                try data.load(url.path, as: nil, role: .student)
            },
        ]
        let messages = Set(try errors.map { "\(try #require($0))" })
        #expect(messages.count == 1, "training and predicting say the same")
        return try #require(messages.first)
    }

    private func edit(_ url: URL, _ key: String, _ value: Any) throws {
        let file = url.appending(path: "config.json")
        var object = try #require(
            JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
        object[key] = value
        try JSONSerialization.data(withJSONObject: object).write(to: file)
    }

    @Test("without a vocabulary is told what was looked for")
    func vocabulary() throws {
        let message = try message { url in
            for name in ["tokenizer.json", "vocab.txt"] {
                try FileManager.default.removeItem(at: url.appending(path: name))
            }
        }
        #expect(message.contains("holds no tokenizer") && message.contains("vocab.txt"))
    }

    @Test("of an unknown architecture is told the known ones")
    func architecture() throws {
        let message = try message { try edit($0, "model_type", "t5") }
        #expect(message.contains("'t5'") && message.contains("mobilebert"))
    }

    @Test("with weights of another size is told the first tensors' shapes")
    func size() throws {
        let wider = try message { try edit($0, "hidden_size", 32) }
        #expect(wider.contains("for another size") && wider.contains("the model needs ["))
        let deeper = try message { try edit($0, "num_hidden_layers", 3) }
        #expect(deeper.contains("for another network than config.json says"))
        #expect(deeper.contains("layer.1"))
    }

    @Test("whose tokenizer has more words than the network is told both numbers")
    func tokens() throws {
        let message = try message { try edit($0, "vocab_size", 100) }
        #expect(message.contains("100") && message.contains("vocab_size"))
    }

    @Test("and a text that may not be cut is named")
    func refused() throws {
        let error = #expect(throws: (any Error).self) {
            try TrainingData(
                DataPlan(
                    dataset: "synthetic-addresses",
                    tokens: TokenPlan(vocabulary: 300, maxLength: 12, truncation: .refuse),
                    addresses: .init(count: 20)), device: .cpu)
        }
        #expect("\(try #require(error))".contains("it is 'address-pairs/"))
    }
}
