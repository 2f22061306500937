import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("A checkpoint")
struct CheckpointTests {
    /// A training of one epoch, and its checkpoint's file.
    private func checkpoint() throws -> (TinyTraining, URL) {
        let training = try TinyTraining()
        try training.trainer(
            from: training.makeModel(), plan: TrainingPlan(epochs: 1, batchSize: 12)
        ).run()
        return (training, training.folder.lastCheckpoint(of: .init(role: .student, seed: 1)))
    }

    private func restore(_ url: URL, into plan: ModelPlan, _ training: TinyTraining) throws
        -> TrainingProgress?
    {
        let model = try training.makeModel(plan)
        return try Checkpoint.restore(
            from: url, model: model, optimizer: OptimizerPlan().make(for: model))
    }

    @Test("gives model, optimiser and progress back; where there is none, nothing")
    func restores() throws {
        let (training, url) = try checkpoint()
        let progress = try #require(try restore(url, into: TinyTraining.network, training))
        #expect(progress.isFinished && progress.epoch == 1 && progress.step == 2)
        #expect(try Checkpoint.progress(at: url) == progress)
        let nowhere = url.appendingPathExtension("not")
        #expect(try restore(nowhere, into: TinyTraining.network, training) == nil)
    }

    @Test("of another model names its file and what does not fit")
    func another() throws {
        let (training, url) = try checkpoint()
        let error = #expect(throws: WeightsError.self) {
            try restore(url, into: ModelPlan("mlp", hidden: [13]), training)
        }
        #expect(error?.file == url.path)
        #expect(error?.reason.contains("has shape") == true)
    }

    @Test("that is torn, empty or another file is an error, never a crash")
    func torn() throws {
        let (training, url) = try checkpoint()
        let whole = try Data(contentsOf: url)
        for length in [0, 4, 8, 100, whole.count / 2, whole.count - 1] {
            try whole.prefix(length).write(to: url)
            #expect(throws: (any Error).self, "\(length) bytes") {
                try restore(url, into: TinyTraining.network, training)
            }
        }
        try training.makeModel().save(to: url)
        #expect(throws: RunError.notACheckpoint(file: url.path)) {
            try restore(url, into: TinyTraining.network, training)
        }
    }
}

@Suite("A model's folder")
struct ModelFolderTests {
    @Test("gives the same network back, and says what its pictures are like")
    func roundTrip() throws {
        let training = try TinyTraining()
        let model = try training.makeModel()
        model.setTraining(false)
        let folder = ModelFolder(training.folder.url.appending(path: "student"))
        #expect(!folder.exists)
        try training.data.write(model, to: folder)
        let (loaded, description) = try folder.load()
        #expect(description.classNames == training.data.classNames)
        #expect(try description.normalization == training.data.pictures.plainView.normalization)
        let input = try training.data.exampleInput(count: 2)
        #expect(try loaded(input).isIdentical(to: model(input)))
    }

    @Test("with a broken part names the part")
    func broken() throws {
        let training = try TinyTraining()
        let model = try training.makeModel()
        let folder = ModelFolder(training.folder.url.appending(path: "student"))
        #expect(throws: RunError.self) { try folder.load() }
        try training.data.write(model, to: folder)
        let text = try String(contentsOf: folder.configuration, encoding: .utf8)
        try Data(text.replacingOccurrences(of: "\"mlp\"", with: "\"mpl\"").utf8)
            .write(to: folder.configuration)
        #expect(throws: ModelError.self) { try folder.load() }
        try Data("{".utf8).write(to: folder.configuration)
        let error = #expect(throws: RunError.self) { try folder.load() }
        #expect(error?.description.contains("config.json") == true)
        try Data(text.utf8).write(to: folder.configuration)
        try Data().write(to: folder.weights)
        #expect(throws: (any Error).self) { try folder.load() }
    }

    @Test("for other classes or channels than the data's is refused")
    func misfit() throws {
        let training = try TinyTraining()
        let model = try training.makeModel()
        let folder = ModelFolder(training.folder.url.appending(path: "student"))
        try training.data.write(model, to: folder)
        func load(classes: Int, channels: Int) throws {
            _ = try ModelSource(path: folder.url.path).load(
                as: nil, role: .student, classes: classes, channels: channels,
                imageSize: ImageSize(width: 8, height: 8))
        }
        try load(classes: 3, channels: 3)
        #expect(
            throws: RunError.classCounts(
                what: "the model in '\(folder.url.path)'", expected: 4, found: 3)
        ) { try load(classes: 4, channels: 3) }
        #expect(
            throws: RunError.channels(
                what: "the model in '\(folder.url.path)'", expected: 1, found: 3)
        ) { try load(classes: 3, channels: 1) }
    }
}
