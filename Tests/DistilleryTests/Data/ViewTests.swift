import Foundation
import Testing

@testable import Distillery

@Suite("Views")
struct ViewTests {
    let source = ImageSize(width: 40, height: 30)

    @Test("a view is a function of seed, id and epoch")
    func pure() throws {
        let view = try sampleView(of: sampleDataset())
        let id = ExampleID("train/cat/1.jpg")
        let key = ViewKey(seed: 1, id: id, epoch: 2)
        let draw = view.describe(key, source: source)
        #expect(view.describe(key, source: source) == draw)
        for other in [
            ViewKey(seed: 2, id: id, epoch: 2), ViewKey(seed: 1, id: id, epoch: 3),
            ViewKey(seed: 1, id: ExampleID("train/cat/2.jpg"), epoch: 2),
        ] {
            #expect(view.describe(other, source: source) != draw)
        }
    }

    @Test("a draw is the same in every release, so that stored labels stay true")
    func pinned() throws {
        let augmentation = try Augmentation([Crop(padding: 4), Flip()])
        let view = try sampleView(of: sampleDataset(), augmentation)
        let draws = (0..<4).map { epoch in
            let key = ViewKey(seed: 42, id: ExampleID("cifar10/train/00000"), epoch: epoch)
            return view.describe(key, source: ImageSize(width: 12, height: 12)).transforms
        }
        #expect(draws == pinnedDraws)
    }

    private let pinnedDraws: [[TransformDraw]] = [
        [.crop(x: 5, y: 8), .flip(true)], [.crop(x: 4, y: 4), .flip(true)],
        [.crop(x: 6, y: 0), .flip(false)], [.crop(x: 6, y: 0), .flip(true)],
    ]

    @Test("a draw survives its file form")
    func codable() throws {
        let view = try sampleView(of: sampleDataset())
        for epoch in 0..<20 {
            let key = ViewKey(seed: 1, id: ExampleID("a"), epoch: epoch)
            let draw = view.describe(key, source: source)
            let data = try JSONEncoder().encode(draw)
            #expect(try JSONDecoder().decode(ViewDraw.self, from: data) == draw)
        }
    }

    @Test("a transform added at the front leaves the draws of the others")
    func independent() throws {
        let short = try sampleView(of: sampleDataset(), Augmentation([Flip(), Rotation()]))
        let long = try sampleView(
            of: sampleDataset(), Augmentation([Crop(), Flip(), Rotation(), Erasing()]))
        let key = ViewKey(seed: 5, id: ExampleID("x"), epoch: 0)
        #expect(
            short.describe(key, source: source).transforms
                == Array(long.describe(key, source: source).transforms.dropFirst()))
    }

    @Test("random resized crops lie within the picture and have its areas and shapes")
    func resizedCrop() throws {
        let view = try sampleView(
            of: sampleDataset(), Augmentation([RandomResizedCrop(scale: [0.2, 0.6])]))
        let large = ImageSize(width: 400, height: 300)
        var areas: [Double] = []
        for example in 0..<500 {
            let key = ViewKey(seed: 5, example: UInt64(example), epoch: 0)
            let box = try #require(view.describe(key, source: large).region)
            #expect(box.x >= 0 && box.x + box.width <= 400)
            #expect(box.y >= 0 && box.y + box.height <= 300)
            let shape = Double(box.width) / Double(box.height)
            #expect((0.74...1.34).contains(shape))
            areas.append(Double(box.area) / Double(large.width * large.height))
        }
        #expect((areas.min() ?? 0) > 0.19 && (areas.max() ?? 1) < 0.61)
        #expect(abs(areas.reduce(0, +) / 500 - 0.4) < 0.02)
    }

    @Test("a picture of another size is fitted by its largest centred part")
    func fitted() throws {
        let view = try sampleView(of: sampleDataset(), Augmentation.none)
        let key = ViewKey(seed: 0, id: ExampleID("x"), epoch: 0)
        #expect(
            view.describe(key, source: source).region
                == PixelBox(x: 5, y: 0, width: 30, height: 30))
        #expect(view.describe(key, source: view.size).region == nil)
    }

    @Test("mixup weights have the moments of Beta(0.2, 0.2)")
    func beta() {
        var random = RandomStream(7)
        let weights = (0..<20_000).map { _ in random.beta(0.2) }
        let mean = weights.reduce(0, +) / 20_000
        let variance = weights.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
        #expect(weights.allSatisfy { (0...1).contains($0) })
        #expect(abs(mean - 0.5) < 0.01)
        #expect(abs(variance - 1 / (4 * 1.4)) < 0.005)
    }

    @Test("cutmix weighs labels by the area that stays")
    func cutmix() throws {
        let view = try sampleView(of: sampleDataset(), Augmentation([Cutmix()]))
        for example in 0..<200 {
            let key = ViewKey(seed: 5, example: UInt64(example), epoch: 0)
            let mix = try #require(view.describe(key, source: view.size).mix)
            let box = try #require(mix.box)
            #expect(box.x >= 0 && box.x + box.width <= 12)
            #expect(box.y >= 0 && box.y + box.height <= 12)
            let left = 1 - Double(box.area) / 144
            #expect(abs(mix.weight - left) < 1e-12)
        }
    }

    @Test("the mix of random bits is SplitMix64's")
    func splitMix() {
        // The first output for the seed 1234567, as published with the generator.
        #expect(mixBits(1_234_567 &+ 0x9E37_79B9_7F4A_7C15) == 6_457_827_717_110_365_317)
    }

    @Test("an id's key is the same in every process")
    func key() {
        #expect(ExampleID("a").key == mixBits(0xAF63_DC4C_8601_EC8C))  // FNV-1a of "a"
        #expect(
            ExampleID(dataset: "fashion-mnist", split: .train, index: 42).text
                == "fashion-mnist/train/00042")
    }
}
