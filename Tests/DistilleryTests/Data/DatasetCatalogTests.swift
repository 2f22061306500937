import Testing

@testable import Distillery

@Suite("Dataset catalog")
struct DatasetCatalogTests {
    @Test("knows its kinds by name, each with what is needed to list it")
    func kinds() throws {
        let names = DatasetCatalog.builtIn.kinds.map(\.name)
        #expect(
            names == ["fashion-mnist", "mnist", "cifar10", "cifar100", "folder", "synthetic"])
        for name in names {
            let kind = try DatasetCatalog.builtIn.kind(named: name)
            #expect(!kind.summary.isEmpty && kind.summary.count < 80)
            #expect([1, kind.channels].contains(kind.normalization.mean.count))
            #expect(kind.sources.allSatisfy { $0.sha256.count == 64 && $0.bytes > 0 })
        }
    }

    @Test("names the nearest dataset to an unknown name")
    func unknown() {
        let error = #expect(throws: DatasetError.self) {
            try DatasetCatalog.builtIn.open("cifar-10", .train)
        }
        guard case .unknownDataset("cifar-10", "cifar10", _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("synthetic pictures are a function of seed, split and position")
    func synthetic() throws {
        let one = sampleDataset()
        let decoder = ImageDecoder()
        #expect(
            try one.image(at: 7, using: decoder) == sampleDataset().image(at: 7, using: decoder))
        #expect(try one.image(at: 7, using: decoder) != one.image(at: 17, using: decoder))
        let other = SyntheticDataset(.val, options: one.options)
        #expect(try one.image(at: 7, using: decoder) != other.image(at: 7, using: decoder))
        #expect(try one.contentHash() != other.contentHash())
        #expect(Set((0..<10).map(one.label)).count == 10)
        #expect(Set(one.classNames).count == 10)
    }

    @Test("refuses synthetic data that cannot be drawn")
    func syntheticOptions() {
        for options in [
            DatasetOptions(synthetic: .init(count: 0)),
            DatasetOptions(synthetic: .init(classes: 0)),
            DatasetOptions(synthetic: .init(size: 2)), DatasetOptions(channels: 2),
            DatasetOptions(synthetic: .init(noise: .nan)),
        ] {
            #expect(throws: DatasetError.self) {
                try DatasetCatalog.builtIn.open("synthetic", .train, options: options)
            }
        }
    }

    @Test(
        "opens Fashion-MNIST where the system has it",
        .enabled(if: MNISTKind.fashion.isPresent(.train, DatasetOptions())))
    func fashion() throws {
        let dataset = try DatasetCatalog.builtIn.open("fashion-mnist", .val)
        #expect(dataset.count == 10_000)
        #expect(dataset.imageSize == ImageSize(width: 28, height: 28))
        #expect((0..<5).map(dataset.label) == [9, 2, 1, 1, 6])
    }
}
