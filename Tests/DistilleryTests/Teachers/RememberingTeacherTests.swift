import Foundation
import Testing
import Torch

@testable import Distillery

/// A dataset of which some pictures cannot be read.
private struct HoleyDataset: ImageDataset {
    var whole: any ImageDataset
    var holes: Set<Int>

    var name: String { whole.name }
    var split: DatasetSplit { whole.split }
    var classNames: [String] { whole.classNames }
    var channels: Int { whole.channels }
    var imageSize: ImageSize? { whole.imageSize }
    var count: Int { whole.count }

    func id(at index: Int) -> ExampleID { whole.id(at: index) }
    func label(at index: Int) -> Int { whole.label(at: index) }
    func contentHash() throws(DatasetError) -> String { try whole.contentHash() }

    func image(at index: Int, using decoder: ImageDecoder) throws(DatasetError) -> Image {
        if holes.contains(index) { throw .unreadableImage(path: "\(index)", reason: .empty) }
        return try whole.image(at: index, using: decoder)
    }
}

@Suite("A teacher whose answers are remembered")
struct RememberingTeacherTests {
    /// The largest difference from the live teacher over one shuffled epoch.
    private func difference(_ training: TinyTraining) throws -> Double {
        let data = training.data
        let live = try ModuleTeacher(
            training.makeModel(), example: data.exampleInput(), device: .cpu)
        let plain = data.plainBatches(of: data.train, batchSize: 7)
        let remembering = try RememberingTeacher(asking: live, examples: data.train.count) {
            try plain.next()
        }
        let loader = data.trainingBatches(seed: 3, epoch: 1, batchSize: 5, startBatch: 0)
        var largest = 0.0
        while let batch = try loader.next() {
            let apart = try remembering.answer(batch).logits - live.answer(batch).logits
            largest = max(largest, try apart.absoluteValue().maximum().item())
        }
        return largest
    }

    @Test("answers as the live one does")
    func live() throws {
        #expect(try difference(TinyTraining()) < 1e-5)
    }

    @Test("gives every example its own answer where pictures before it cannot be read")
    func holes() throws {
        let whole = try #require(TinyTraining().data.train as? any ImageDataset)
        let holey = HoleyDataset(whole: whole, holes: [0, 3, 9])
        #expect(try difference(TinyTraining(replacing: holey)) < 1e-5)
    }

    @Test("is used only where views repeat")
    func views() throws {
        #expect(try TinyTraining().data.viewsRepeat)
        for transform in [Flip(), Mixup()] as [any ViewTransform] {
            let plan = TinyTraining.plan(augmentation: try Augmentation([transform]))
            #expect(try !TinyTraining(plan).data.viewsRepeat)
        }
    }
}
