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
            let probabilities = (try #require(alone.probability), try #require(answer.probability))
            #expect(abs(probabilities.0 - probabilities.1) < 1e-5)
        }
    }

    /// A model's folder for a task, made for texts of up to 24 tokens, and the data it was made for.
    private func model(
        _ task: TaskKind, in place: TemporaryFolder
    ) throws -> (url: URL, data: TrainingData) {
        let url = URL(filePath: place.path).appending(path: "model")
        let data = try TrainingData(
            DataPlan(
                dataset: "synthetic-addresses", tokens: TokenPlan(vocabulary: 500, maxLength: 24),
                addresses: .init(count: 40), task: task), device: .cpu)
        try data.write(
            data.makeModel(
                ModelPlan("transformer", layers: 1, heads: 2, hiddenSize: 16, positions: 24)),
            to: ModelFolder(url))
        return (url, data)
    }

    @Test("gives the numbers that transformers gives for a regression")
    func numbers() throws {
        let place = try TemporaryFolder()
        let url = URL(filePath: place.path).appending(path: "model")
        try FileManager.default.copyItem(
            at: TextFixture.folder.appending(path: "bert-regression"), to: url)
        // The word that stands for a number: w5 for 5.
        let words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"] + (4..<30).map { "w\($0)" }
        try Data(words.joined(separator: "\n").utf8).write(to: url.appending(path: "vocab.txt"))
        let predictor = try Predictor(at: url.path)
        let expected = try TextFixture("bert-regression").logits
        let pair = TextExample(id: ExampleID("0"), text: "w5 w9 w14", pair: "w21 w7")
        let single = TextExample(id: ExampleID("3"), text: "w8 w8 w17 w25 w4")
        for (example, place) in [(pair, 0), (single, 3)] {
            let answer = try #require(predictor.answers(to: [example]).first)
            guard case .number(let found) = answer.answer else {
                Issue.record("\(answer)")
                continue
            }
            #expect(abs(found - Double(expected[place])) < 1e-5 && answer.label == nil)
        }
    }

    @Test("gives a text's vector, and the cosine of a pair's")
    func vectors() throws {
        let place = try TemporaryFolder()
        let (url, _) = try model(.embedding, in: place)
        let predictor = try Predictor(at: url.path)
        let texts = ["长安路三号", "长安路3号", "翠湖小区"].enumerated().map {
            TextExample(id: ExampleID("\($0)"), text: $1)
        }
        let vectors = try predictor.answers(to: texts).map { answer -> [Float] in
            guard case .vector(let vector) = answer.answer else { return [] }
            return vector
        }
        #expect(vectors.allSatisfy { $0.count == 16 })
        #expect(vectors.allSatisfy { abs($0.reduce(0) { $0 + $1 * $1 } - 1) < 1e-5 })
        // Both vectors have length 1, so that their product is their cosine.
        let product = zip(vectors[0], vectors[1]).reduce(0) { $0 + $1.0 * $1.1 }
        var pair = texts[0]
        pair.pair = texts[1].text
        let answers = try predictor.answers(to: [texts[2], pair])
        #expect(answers.map(\.input) == [["翠湖小区"], ["长安路三号", "长安路3号"]])
        guard case .vector = answers[0].answer, case .similarity(let cosine) = answers[1].answer
        else {
            Issue.record("\(answers)")
            return
        }
        #expect(abs(cosine - Double(product)) < 1e-5)
        let json = String(decoding: try JSONEncoder().encode(answers[1]), as: UTF8.self)
        #expect(json.contains("\"similarity\"") && !json.contains("\"label\""))
    }

    @Test(
        "counts the tokens that it cuts, or refuses to; an empty text is an error with its number")
    func lengths() throws {
        let place = try TemporaryFolder()
        let (url, _) = try model(.classification, in: place)
        let long = TextExample(
            id: ExampleID("1"), text: String(repeating: "路", count: 60), pair: "路")
        let cut = try Predictor(at: url.path).answers(to: [long])
        // Two texts and three special tokens in 24 places.
        #expect(cut.map(\.cutTokens) == [61 + 3 - 24])
        #expect(throws: TokenizerError.self) {
            try Predictor(at: url.path, truncation: .refuse).answers(to: [long])
        }
        let empty = TextExample(id: ExampleID("2"), text: "路", pair: " \u{3000}")
        #expect(throws: TextDataError.emptyText(number: 2)) {
            try Predictor(at: url.path).answers(to: [long, empty])
        }
    }

    @Test("refuses a network that guesses words, and says how to go on")
    func words() throws {
        let place = try TemporaryFolder()
        let (url, _) = try model(.maskedWords, in: place)
        let error = #expect(throws: RunError.self) { try Predictor(at: url.path) }
        #expect("\(try #require(error))".contains("distill teach --start"))
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
