import Foundation
import Testing
import Torch

@testable import Distillery

@Suite struct TextFolderTests {
    static let cases =
        TextReferenceTests.classifiers.map { "\($0)-classification" } + [
            "bert-regression", "bert-words", "roberta-words", "distilbert-words", "albert-words",
            "mobilebert-words", "text-cnn", "bilstm",
        ]

    @Test(
        "a saved folder has the names, shapes and numbers that transformers wrote", arguments: cases
    )
    func saved(_ name: String) throws {
        let place = try TemporaryFolder()
        let folder = TextFolder(place.url.appending(path: "saved"))
        try folder.write(TextFixture.load(name).network)
        let file = "model.safetensors"
        let own = try SafetensorsFile(folder.url.appending(path: file))
        let original = try SafetensorsFile(TextFixture.folder.appending(path: "\(name)/\(file)"))
        #expect(own.names.sorted() == original.names.sorted())
        for tensor in own.names { #expect(own[tensor] == original[tensor], "\(tensor)") }
        #expect(own.metadata == ["format": "pt"])
        #expect(
            try folder.configuration()
                == TextFolder(TextFixture.folder.appending(path: name)).configuration())
    }

    @Test("a body without prefix, with gamma and beta, in a pickle, is the same network")
    func oldCheckpoint() throws {
        let fixture = try TextFixture("bert-classification")
        let loaded = try TextFixture.load("bert-old")
        #expect(
            loaded.report
                == TextWeightsReport(unused: ["pooler.dense.bias", "pooler.dense.weight"]))
        let vectors = try withoutGradients { try loaded.network(fixture.batch()) }
        #expect(try largestDifference(vectors.floats(), fixture.mean) <= 1e-5)
    }

    @Test("a body takes a fresh head, and the report says which parameters that are")
    func freshHead() throws {
        let loaded = try TextFixture.load("bert-old", task: .classification(classes: 2))
        #expect(
            loaded.report == TextWeightsReport(fresh: ["classifier.weight", "classifier.bias"]))
        let words = try TextFixture.load("bert-old", task: .maskedWords).report
        #expect(words.fresh.count == 5)
        #expect(words.unused.count == 2)
    }

    @Test("a sentence-transformers folder says how its states are pooled, and is written as one")
    func pooling() throws {
        let place = try TemporaryFolder()
        let folder = TextFolder(place.url)
        let task = TextTask.embedding(.maximum, isNormalised: false)
        try folder.write(TextFixture.load("bert-classification", task: task).network)
        #expect(try folder.configuration().task == task)
        let names = try SafetensorsFile(place.url.appending(path: "model.safetensors")).names
        #expect(names.allSatisfy { !$0.hasPrefix("bert.") })
        try Data(#"{"pooling_mode_cls_token": true, "word_embedding_dimension": 8}"#.utf8)
            .write(to: place.url.appending(path: "1_Pooling/config.json"))
        #expect(
            try folder.configuration().task == .embedding(.firstToken, isNormalised: false))
        try Data(#"{"pooling_mode_mean_sqrt_len_tokens": true}"#.utf8)
            .write(to: place.url.appending(path: "1_Pooling/config.json"))
        #expect(throws: TextError.self) { try folder.configuration() }
    }

    @Test("weights of another size are an error that names tensor and shapes") func otherSize()
        throws
    {
        let message = try errorText("bert-classification", ["intermediate_size": 16])
        #expect(message.contains("these weights are for another size"))
        #expect(
            message.contains(
                "'bert.encoder.layer.0.intermediate.dense.weight' has shape [12, 8], "
                    + "the model needs [16, 8]"))
    }

    @Test("sizes far beyond the weights are refused before memory is asked for") func gigantic()
        throws
    {
        let message = try errorText(
            "bert-classification", ["vocab_size": 9_000_000, "hidden_size": 2048])
        #expect(message.contains("'the number of weights' is 1563"))
    }

    @Test("layers too many and too few are errors that name them") func otherDepth() throws {
        #expect(
            try errorText("bert-classification", ["num_hidden_layers": 1])
                .contains("'bert.encoder.layer.1."))
        #expect(
            try errorText("bert-classification", ["num_hidden_layers": 3])
                .contains("'bert.encoder.layer.2."))
    }

    @Test("a head for other classes is an error that says both numbers") func otherClasses() throws
    {
        #expect(throws: TextError.self) {
            try TextFixture.load("bert-classification", task: .classification(classes: 5))
        }
        do {
            _ = try TextFixture.load("bert-classification", task: .classification(classes: 5))
        } catch {
            #expect("\(error)".contains("the weights are for 3 classes ('classifier.weight')"))
        }
    }

    @Test("weights in several files with an index are one network") func shards() throws {
        let place = try TemporaryFolder()
        let source = TextFixture.folder.appending(path: "bert-classification")
        try FileManager.default.copyItem(
            at: source.appending(path: "config.json"),
            to: place.url.appending(path: "config.json"))
        let whole = try StateDictionary.load(from: source.appending(path: "model.safetensors"))
        var map: [String: String] = [:]
        for part in 0..<2 {
            let name = "model-0000\(part + 1)-of-00002.safetensors"
            let entries = whole.entries.enumerated().filter { $0.offset % 2 == part }.map(\.element)
            try SafetensorsWriter.write(entries, to: place.url.appending(path: name))
            for entry in entries { map[entry.name] = name }
        }
        let index = place.url.appending(path: "model.safetensors.index.json")
        try JSONEncoder().encode(["weight_map": map]).write(to: index)
        let fixture = try TextFixture("bert-classification")
        let network = try TextFolder(place.url).load().network
        let logits = try withoutGradients { try network(fixture.batch()) }
        #expect(try largestDifference(logits.floats(), fixture.logits) <= 1e-5)
        try JSONEncoder().encode(["weight_map": ["a": "../other.safetensors"]]).write(to: index)
        #expect(throws: TextError.self) { try TextFolder(place.url).load() }
    }

    @Test("a folder without its files is an error that names them") func missingFiles() throws {
        let place = try TemporaryFolder()
        #expect(
            throws: TextError.missingFile(folder: place.url.path, lookedFor: ["config.json"])
        ) { try TextFolder(place.url).load() }
    }

    /// What loading says of a fixture whose configuration has other numbers.
    private func errorText(_ name: String, _ changes: [String: Int]) throws -> String {
        let place = try TemporaryFolder()
        let folder = place.url.appending(path: "changed")
        try FileManager.default.copyItem(
            at: TextFixture.folder.appending(path: name), to: folder)
        let file = folder.appending(path: "config.json")
        var object = try #require(
            try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
        for (key, value) in changes { object[key] = value }
        try JSONSerialization.data(withJSONObject: object).write(to: file)
        do {
            _ = try TextFolder(folder).load()
            return ""
        } catch {
            return "\(error)"
        }
    }
}
