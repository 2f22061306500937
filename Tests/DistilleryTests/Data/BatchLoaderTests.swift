import Foundation
import Synchronization
import Testing

@testable import Distillery

@Suite("Batch loader")
struct BatchLoaderTests {
    private func loader(
        workers: Int, startBatch: Int = 0, shuffle: Bool = true, dropLast: Bool = false,
        dataset: any ImageDataset = sampleDataset()
    ) throws -> BatchLoader {
        BatchLoader(
            dataset: dataset, view: try sampleView(of: dataset), batchSize: 8, seed: 3, epoch: 1,
            startBatch: startBatch, shuffle: shuffle, dropLast: dropLast, workers: workers)
    }

    private func isSame(_ one: [ImageBatch], _ other: [ImageBatch]) -> Bool {
        one.count == other.count
            && zip(one, other).allSatisfy { first, second in
                first.indices == second.indices && first.ids == second.ids
                    && first.labels == second.labels && first.mixing == second.mixing
                    && first.pixels.map(\.bitPattern) == second.pixels.map(\.bitPattern)
            }
    }

    @Test("gives the same bits with any number of threads")
    func threads() throws {
        let reference = try batches(loader(workers: 0))
        #expect(reference.count == 7)
        for workers in [1, 2, 5] {
            #expect(isSame(try batches(loader(workers: workers)), reference))
        }
    }

    @Test("started in the middle of an epoch gives the tail of the whole")
    func resume() throws {
        let whole = try batches(loader(workers: 2))
        for start in [1, 4, 7] {
            let tail = try batches(loader(workers: 2, startBatch: start))
            #expect(isSame(tail, Array(whole[start...])))
        }
    }

    @Test("a cached dataset gives the same bits, in the first epoch and in the next")
    func cached() throws {
        let reference = try batches(loader(workers: 0))
        // Room for 20 of the 50 pictures.
        let cached = CachedDataset(sampleDataset(), byteBudget: 20 * 12 * 12 * 3 + 100)
        for _ in 0..<2 {
            #expect(isSame(try batches(loader(workers: 2, dataset: cached)), reference))
        }
        #expect(cached.byteCount == 20 * 12 * 12 * 3)
    }

    @Test("a batch holds indices, ids, labels and pixels that belong together")
    func contents() throws {
        let dataset = sampleDataset()
        let view = try sampleView(of: dataset, Augmentation.none)
        let loader = BatchLoader(
            dataset: dataset, view: view, batchSize: 8, seed: 0, epoch: 0, shuffle: false)
        #expect(loader.batchCount == 7)
        let list = try batches(loader)
        #expect(list.map(\.count) == [8, 8, 8, 8, 8, 8, 2])
        #expect(list.flatMap(\.indices) == Array(0..<50))
        for batch in list {
            #expect(batch.pixels.count == batch.count * 12 * 12 * 3)
            #expect(batch.mixing == nil)
            for (row, index) in batch.indices.enumerated() {
                #expect(batch.ids[row] == dataset.id(at: index))
                #expect(batch.labels[row] == Int64(dataset.label(at: index)))
                let image = try dataset.image(at: index, using: ImageDecoder())
                let expected = image.pixels.map { (Float($0) / 255 - 0.5) / 0.25 }
                #expect(Array(batch.pixels[row * 432..<(row + 1) * 432]) == expected)
            }
        }
    }

    @Test("mixes the partner's own view in by the weight, and names its label")
    func mixing() throws {
        let dataset = sampleDataset()
        let view = try sampleView(of: dataset, Augmentation([Flip(), Mixup(alpha: 1)]))
        let plain = try sampleView(of: dataset, Augmentation([Flip()]))
        func batch(_ view: View) throws -> ImageBatch {
            let order = EpochOrder(plain: 50, batchSize: 50)
            let loader = BatchLoader(
                dataset: dataset, view: view, order: order, seed: 3, epoch: 1, workers: 0)
            return try #require(try loader.next())
        }
        let (mixed, single) = (try batch(view), try batch(plain))
        let mixing = try #require(mixed.mixing)
        for row in 0..<50 {
            let key = ViewKey(seed: 3, id: mixed.ids[row], epoch: 1)
            let draw = try #require(view.describe(key, source: view.size).mix)
            #expect(mixing.partnerLabels[row] == Int64(dataset.label(at: draw.partner)))
            #expect(mixing.weights[row] == Float(draw.weight))
            for place in stride(from: 0, to: 432, by: 37) {
                let own = single.pixels[row * 432 + place]
                let partner = single.pixels[draw.partner * 432 + place]
                let expected = mixing.weights[row] * own + (1 - mixing.weights[row]) * partner
                #expect(abs(mixed.pixels[row * 432 + place] - expected) < 1e-5)
            }
        }
    }

    @Test("does not run further ahead than it may, and stops when it is released")
    func bounded() throws {
        let counting = CountingDataset()
        var loader: BatchLoader? = BatchLoader(
            dataset: counting, view: try sampleView(of: counting, Augmentation.none),
            order: EpochOrder(plain: 1000, batchSize: 10), seed: 0, epoch: 0, workers: 2, ahead: 3)
        _ = try loader?.next()
        try waitUntil { counting.reads.withLock { $0 } >= 40 }
        Thread.sleep(forTimeInterval: 0.05)
        #expect(counting.reads.withLock { $0 } == 40)
        loader = nil
        Thread.sleep(forTimeInterval: 0.05)
        #expect(counting.reads.withLock { $0 } <= 42)
    }

    @Test("replaces unreadable pictures in training and leaves them out in measuring")
    func unreadable() throws {
        let dataset = CountingDataset(unreadable: [4, 5, 20])
        let view = try sampleView(of: dataset, Augmentation.none)
        let measuring = BatchLoader(
            dataset: dataset, view: view, batchSize: 10, seed: 0, epoch: 0, shuffle: false)
        let measured = try batches(measuring)
        #expect(measured.map(\.count) == [8, 10, 9] + Array(repeating: 10, count: 97))
        #expect(measured[0].indices == [0, 1, 2, 3, 6, 7, 8, 9])
        #expect(measuring.skipped.count == 3)
        #expect(measuring.skipped.entries.map(\.index) == [4, 5, 20])

        let order = EpochOrder(indices: Array(3...7), batchSize: 5)
        let training = BatchLoader(
            dataset: dataset, view: view, order: order, seed: 0, epoch: 0, workers: 1)
        #expect(try training.next()?.indices == [3, 6, 6, 6, 7])
    }

    @Test("ends with an error that names pictures once too many cannot be read")
    func tooMany() throws {
        let dataset = CountingDataset(unreadable: Set(0..<30))
        let loader = BatchLoader(
            dataset: dataset, view: try sampleView(of: dataset, Augmentation.none), batchSize: 10,
            seed: 0, epoch: 0, shuffle: true, workers: 2)
        #expect(loader.skipped.limit == 10)
        let error = #expect(throws: DatasetError.self) { _ = try batches(loader) }
        guard case .tooManyUnreadable("counting", 11, 10, 1000, let first) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(first.count == 10)
        #expect(throws: DatasetError.self) { try loader.next() }
    }

    private func waitUntil(_ condition: () -> Bool) throws {
        for _ in 0..<500 {
            if condition() { return }
            Thread.sleep(forTimeInterval: 0.01)
        }
        Issue.record("waited in vain")
    }
}

/// A thousand small pictures that counts how many are read, some of which cannot be.
private final class CountingDataset: ImageDataset {
    let reads = Mutex(0)
    let unreadable: Set<Int>
    let name = "counting"
    let split = DatasetSplit.train
    let classNames = ["one", "two"]
    let channels = 1
    let imageSize: ImageSize? = ImageSize(width: 4, height: 4)
    let count = 1000

    init(unreadable: Set<Int> = []) { self.unreadable = unreadable }

    func id(at index: Int) -> ExampleID { ExampleID("\(index)") }
    func label(at index: Int) -> Int { index % 2 }
    func contentHash() -> String { "" }

    func image(at index: Int, using decoder: ImageDecoder) throws(DatasetError) -> Image {
        if unreadable.contains(index) {
            throw .unreadableImage(path: "\(index).jpg", reason: .empty)
        }
        reads.withLock { $0 += 1 }
        return Image(
            width: 4, height: 4, channels: 1,
            pixels: Array(repeating: UInt8(index % 256), count: 16))
    }
}
