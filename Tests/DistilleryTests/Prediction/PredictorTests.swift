import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("A model that answers")
struct PredictorTests {
    @Test("gives pairs of texts the probabilities of its network, one by one or together")
    func texts() throws {
        let place = try TemporaryFolder()
        let url = URL(filePath: place.path).appending(path: "model")
        let data = try TrainingData(
            DataPlan(
                dataset: "synthetic-addresses", tokens: TokenPlan(vocabulary: 500, maxLength: 64),
                addresses: .init(count: 40)), device: .cpu)
        try data.write(
            data.makeModel(ModelPlan("transformer", layers: 1, heads: 2, hiddenSize: 16)),
            to: ModelFolder(url))
        let predictor = try Predictor(at: url.path)
        #expect(predictor.takesTexts && predictor.classNames == data.classNames)
        let texts = try #require(data.validation as? TextDataset).examples
        let together = try predictor.answers(to: texts)
        let network = try data.load(url.path, as: nil, role: .student)
        let answers = try data.answers(of: network, on: data.validation)
        let logits = try #require(answers as? ClassAnswers).logits
        // They are in the order of the batches, which are of texts of similar length.
        for (place, row) in answers.indices.enumerated() {
            let answer = together[row]
            let own = logits[place * 3..<place * 3 + 3].map(Double.init)
            let total = own.reduce(0) { $0 + exp($1) }
            for (found, logit) in zip(answer.probabilities, own) {
                #expect(abs(found - exp(logit) / total) < 1e-5)
            }
            #expect(answer.probability == answer.probabilities.max())
            #expect(answer.input == [texts[row].text, texts[row].pair ?? ""])
            let alone = try #require(predictor.answers(to: [texts[row]]).first)
            #expect(abs(alone.probability - answer.probability) < 1e-5)
        }
    }

    @Test("answers to pictures in files, and names one that is none")
    func pictures() throws {
        let training = try TinyTraining()
        let folder = ModelFolder(training.folder.url.appending(path: "model"))
        try training.data.write(training.makeModel(), to: folder)
        let predictor = try Predictor(at: folder.url.path)
        #expect(!predictor.takesTexts && predictor.classNames == training.data.classNames)
        let file = training.folder.url.appending(path: "grey.png")
        let picture = try #require(
            Picture(width: 8, height: 8, channels: 3, pixels: [UInt8](repeating: 90, count: 192)))
        try PNGEncoder.encode(picture).write(to: file)
        let answer = try #require(predictor.answers(toPicturesAt: [file.path]).first)
        #expect(answer.input == [file.path])
        #expect(abs(answer.probabilities.reduce(0, +) - 1) < 1e-5)
        #expect(throws: DatasetError.self) {
            try predictor.answers(toPicturesAt: [folder.configuration.path])
        }
        #expect(throws: RunError.self) { try Predictor(at: "nowhere") }
    }
}
