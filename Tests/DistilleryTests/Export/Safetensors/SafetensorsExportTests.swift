import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("Networks as folders of their own")
struct SafetensorsExportTests {
    private func pictureFolder(_ url: URL) throws -> ModelFolder {
        let configuration = ModelConfiguration(
            kind: "resnet8", classes: 3, imageSize: .init(width: 16, height: 16))
        let folder = ModelFolder(url)
        try folder.write(
            ModelCatalog.builtIn.makeModel(configuration),
            .init(
                model: configuration, classNames: ["a", "b", "c"],
                normalization: .init(mean: [0.5, 0.4, 0.3], std: [0.2, 0.2, 0.1])))
        return folder
    }

    /// A small network that transformers wrote, with a tokenizer of its size.
    private func textFolder(_ name: String, at url: URL) throws -> ModelFolder {
        let network = try TextFixture.load(name).network
        let words = network.configuration.vocabulary
        let special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
        let tokens = special + (0..<(words - special.count)).map { "w\($0)" }
        try Tokenizer(vocabulary: tokens).write(to: url)
        try TextFolder(url).write(network)
        return ModelFolder(url)
    }

    private func bytes(_ url: URL) throws -> Int { try Data(contentsOf: url).count }

    @Test("of pictures hold weights, description, labels and what goes in, and are read again")
    func pictures() throws {
        let place = try TemporaryFolder()
        let folder = try pictureFolder(place.url.appending(path: "student"))
        let copy = ModelFolder(place.url.appending(path: "export"))
        try SafetensorsExport().write(folder, to: copy.url)
        let (one, other) = (try folder.load(), try copy.load())
        #expect(one.description == other.description)
        let picture = try ModelFormula.picture(one.description.model)
        let (expected, found) = try withoutGradients {
            (try one.model(picture).floats(), try other.model(picture).floats())
        }
        #expect(found == expected)
        let files = try FileManager.default.contentsOfDirectory(atPath: copy.url.path).sorted()
        #expect(
            files == [
                "README.md", "config.json", "labels.json", "model.safetensors",
                "preprocessing.json",
            ])
        let labels = try Data(contentsOf: copy.url.appending(path: "labels.json"))
        #expect(try JSONDecoder().decode([String].self, from: labels) == ["a", "b", "c"])
    }

    @Test("of pictures have half the size in half precision, and answer with rounded weights")
    func halfPictures() throws {
        let place = try TemporaryFolder()
        let folder = try pictureFolder(place.url.appending(path: "student"))
        let copy = ModelFolder(place.url.appending(path: "export"))
        try SafetensorsExport(keepsHalfPrecision: true).write(folder, to: copy.url)
        let sizes = (try bytes(folder.weights), try bytes(copy.weights))
        #expect(Double(sizes.1) < 0.55 * Double(sizes.0))
        let (model, description) = try folder.load()
        try withoutGradients {
            for (_, tensor) in model.state() where tensor.knownScalarType == .float32 {
                try tensor.copy(from: tensor.to(.float16).to(.float32))
            }
        }
        let picture = try ModelFormula.picture(description.model)
        let (expected, found) = try withoutGradients {
            (try model(picture).floats(), try copy.load().model(picture).floats())
        }
        #expect(found == expected)
    }

    @Test(
        "of texts hold a network and its tokenizer, and are read again",
        arguments: ["bert-classification", "distilbert-regression", "bert-words", "bilstm"])
    func texts(name: String) throws {
        let place = try TemporaryFolder()
        let folder = try textFolder(name, at: place.url.appending(path: "student"))
        let copy = place.url.appending(path: "export")
        try SafetensorsExport().write(folder, to: copy)
        let fixture = try TextFixture(name)
        let (one, other) = (
            try TextFolder(folder.url).load().network, try TextFolder(copy).load().network
        )
        let (expected, found) = try withoutGradients {
            (try one(fixture.batch()).floats(), try other(fixture.batch()).floats())
        }
        #expect(found == expected)
        #expect(try TextFolder(copy).configuration() == TextFolder(folder.url).configuration())
        for file in ["tokenizer.json", "vocab.txt", "README.md", "preprocessing.json"] {
            #expect(
                FileManager.default.fileExists(atPath: copy.appending(path: file).path), "\(file)")
        }
    }

    @Test("of texts have half the size in half precision")
    func halfTexts() throws {
        let place = try TemporaryFolder()
        let folder = try textFolder("bert-classification", at: place.url.appending(path: "student"))
        let copy = place.url.appending(path: "export")
        try SafetensorsExport(keepsHalfPrecision: true).write(folder, to: copy)
        let weights = "model.safetensors"
        let stored = try SafetensorsFile(copy.appending(path: weights))
        #expect(stored.names.allSatisfy { stored[$0]?.scalarType == .float16 })
        let fixture = try TextFixture("bert-classification")
        let (one, other) = (
            try TextFolder(folder.url).load().network, try TextFolder(copy).load().network
        )
        let (expected, found) = try withoutGradients {
            (try one(fixture.batch()).floats(), try other(fixture.batch()).floats())
        }
        #expect(largestDifference(found, expected) < 1e-2)
    }

    @Test(
        "of texts are read by transformers, and answer there as here",
        .enabled(
            if: ForeignPython.transformers != nil,
            "no python3 with transformers; DISTILLERY_PYTHON names one"),
        arguments: ["bert-classification", "distilbert-regression"], [false, true])
    func transformers(name: String, isHalf: Bool) throws {
        let python = try #require(ForeignPython.transformers)
        let place = try TemporaryFolder()
        let folder = try textFolder(name, at: place.url.appending(path: "student"))
        let copy = place.url.appending(path: "export")
        try SafetensorsExport(keepsHalfPrecision: isHalf).write(folder, to: copy)
        let batch = try TextFixture(name).batch()
        var rows: [String: [[Int64]]] = [:]
        for row in TokenBatch.Row.allCases {
            let numbers = try batch.tokens(row).elements(as: Int64.self)
            let length = batch.shape[2]
            rows["\(row)"] = stride(from: 0, to: numbers.count, by: length).map {
                Array(numbers[$0..<$0 + length])
            }
        }
        let file = place.url.appending(path: "batch.json")
        try JSONEncoder().encode(rows).write(to: file)
        let output = try python.run("Fixtures/export/check_folder.py", [copy.path, file.path])
        let found = try JSONDecoder().decode([Float].self, from: Data((output.last ?? "").utf8))
        let network = try TextFolder(copy).load().network
        let expected = try withoutGradients { try network(batch).floats() }
        #expect(largestDifference(found, expected) <= 1e-5)
    }

    @Test("are not written over the model's own folder, nor made of what is none")
    func refused() throws {
        let place = try TemporaryFolder()
        let folder = try pictureFolder(place.url.appending(path: "student"))
        #expect(throws: ExportError.sameFolder(path: folder.url.path)) {
            try SafetensorsExport().write(folder, to: folder.url)
        }
        let empty = place.url.appending(path: "empty")
        #expect(throws: RunError.self) {
            try SafetensorsExport().write(ModelFolder(empty), to: place.url.appending(path: "out"))
        }
        #expect(
            !FileManager.default.fileExists(atPath: place.url.appending(path: "out").path))
    }
}

extension ForeignPython {
    static let transformers = ForeignPython(having: "torch, transformers")
}
