import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("A label store")
struct LabelStoreTests {
    @Test("gives back what was written, in any order and of any view, to the bit in fp32")
    func anyOrder() throws {
        let small = try SmallStore()
        try small.write(
            small.description(
                views: 3,
                content: StoredContent(
                    precision: .fp32, taps: [StoredTap(path: "layer3", shape: [2, 3])])))
        let store = try LabelStore(small.url)
        try store.requireWhole()
        try store.verify()
        for (view, positions) in [[49, 0, 17, 16, 15, 0], [3], Array((0..<50).reversed())]
            .enumerated()
        {
            let answer = try store.answer(
                to: small.ids(positions), at: positions, view: view, taps: ["layer3"])
            let logits = try SmallStore.logits(positions, view: view)
            #expect(try answer.logits.isIdentical(to: logits))
            let tap = try #require(answer.taps["layer3"])
            #expect(try tap.isIdentical(to: SmallStore.tap(positions, view: view)))
        }
    }

    @Test("finds an example by its id, wherever the caller's dataset has it")
    func subset() throws {
        let small = try SmallStore()
        try small.write(small.description())
        let store = try LabelStore(small.url)
        let subset = DatasetSubset(small.dataset, count: 9)
        try store.requireExamples(of: subset)
        try store.requireExamples(of: CachedDataset(small.dataset))
        let answer = try store.answer(
            to: (0..<9).map { subset.id(at: $0) }, at: Array(0..<9))
        let order = EpochOrder(shuffling: 50, seed: 0, epoch: 0, batchSize: 1)
        let expected = try SmallStore.logits(order.indices.prefix(9).sorted(), view: 0)
        #expect(try largestDifference(answer.logits, expected) < 0.01)
        // A subset is labelled, and its whole is wanted.
        #expect(throws: LabelStoreError.unknownExample(store: store.url.relativePath, id: "no")) {
            try store.answer(to: [ExampleID("no")], at: [3])
        }
    }

    @Test("keeps 50,000 examples of ten classes in fp16 within 1.5 MB")
    func size() throws {
        let small = try SmallStore(count: 50_000)
        let description = try LabelStoreDescription(
            teacher: .init(name: "resnet56", hash: String(repeating: "a", count: 64)),
            classNames: (0..<10).map { "class \($0)" },
            splits: [
                LabelledSplit(
                    split: .train, dataset: "synthetic", dataHash: "0", examples: 50_000, views: 1,
                    viewSeed: 0, view: ViewDescription.pictures(PictureView(small.view, fit: .crop))
                )
            ])
        let writer = try small.writer(description)
        let logits = try SmallStore.logits(Array(0..<256), view: 0)
        for place in writer.missing {
            try writer.write(place) { shard in
                for start in stride(
                    from: shard.positions.lowerBound, to: shard.positions.upperBound, by: 256)
                {
                    let end = min(start + 256, shard.positions.upperBound)
                    try shard.append(
                        logits: logits.slice(dimension: 0, from: 0, to: end - start),
                        positions: Array(start..<end))
                }
            }
        }
        let store = try LabelStore(small.url)
        try store.requireWhole()
        #expect(store.byteCount <= 1_500_000)
        #expect(store.byteCount >= 50_000 * (20 + 8))
    }

    @Test("says which picture could not be read when it was labelled")
    func unreadable() throws {
        let small = try SmallStore()
        for precision in StoredPrecision.allCases {
            for top in [nil, 2] {
                let store = try SmallStore()
                try store.write(
                    small.description(content: StoredContent(precision: precision, top: top)),
                    unreadable: [0, 20, 49])
                let read = try LabelStore(store.url)
                try read.requireWhole()
                _ = try read.answer(to: small.ids([1, 19, 21, 48]), at: [1, 19, 21, 48])
                for position in [0, 20, 49] {
                    let id = small.dataset.id(at: position).text
                    #expect(
                        throws: LabelStoreError.noLabel(
                            store: store.url.relativePath, id: id, view: 0)
                    ) { try read.answer(to: small.ids([1, position])) }
                }
            }
        }
    }

    @Test("of another teacher, dataset, view or set of classes is refused with both named")
    func mismatches() throws {
        let small = try SmallStore()
        try small.write(small.description())
        let store = try LabelStore(small.url)
        let path = store.url.relativePath

        try store.requireTeacher(hash: String(repeating: "a", count: 64), name: "resnet20")
        let teacher = #expect(throws: LabelStoreError.self) {
            try store.requireTeacher(hash: String(repeating: "b", count: 64), name: "resnet8")
        }
        #expect("\(teacher as Any)".contains("resnet20 (sha256 aaaaaaaaaaaa…)"))
        #expect("\(teacher as Any)".contains("resnet8 (sha256 bbbbbbbbbbbb…)"))

        let data = #expect(throws: LabelStoreError.self) {
            try store.requireExamples(of: sampleDataset(count: 60))
        }
        #expect("\(data as Any)".contains("of 50 of synthetic"))
        #expect(throws: LabelStoreError.noSplit(store: path, split: "val")) {
            try store.requireExamples(
                of: SyntheticDataset(.val, channels: 3, options: .init(count: 8, classes: 10)))
        }
        #expect(throws: LabelStoreError.otherClasses(store: path, stored: "10", found: "4")) {
            try store.requireExamples(
                of: SyntheticDataset(.train, channels: 3, options: .init(count: 50, classes: 4)))
        }

        let picture = PictureView(small.view, fit: .crop)
        let own = ViewDescription.pictures(picture)
        try store.requireView(own, of: .train)
        let other = ViewDescription.pictures(
            PictureView(
                try sampleView(of: small.dataset, Augmentation([Flip()])), fit: .crop))
        let view = #expect(throws: LabelStoreError.self) {
            try store.requireView(other, of: .train)
        }
        #expect("\(view as Any)".contains("augmentation"))
        let sized = ViewDescription.pictures(
            PictureView(
                try sampleView(
                    of: small.dataset, picture.augmentation, size: .init(width: 9, height: 8)),
                fit: .crop))
        #expect(
            throws: LabelStoreError.otherView(
                store: path, what: "pictures", stored: "3 × 12×12", found: "3 × 9×8")
        ) { try store.requireView(sized, of: .train) }
        #expect(throws: LabelStoreError.noView(store: path, view: 1, views: 1)) {
            try store.answer(to: small.ids([1]), view: 1)
        }
        #expect(throws: LabelStoreError.noTap(store: path, tap: "layer2", stored: [])) {
            try store.requireTaps(["layer2"])
        }
    }
}
