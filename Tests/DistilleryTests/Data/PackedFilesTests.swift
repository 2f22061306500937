import Testing

@testable import Distillery

@Suite("Idx and CIFAR files")
struct PackedFilesTests {
    private let options = DatasetOptions(directory: DataFixture.path("idx"))

    @Test("reads idx files that Python wrote, gzipped and plain", arguments: DatasetSplit.allCases)
    func idx(split: DatasetSplit) throws {
        let dataset = try MNISTKind.fashion.open(split, options)
        #expect(dataset.count == 3)
        #expect(dataset.imageSize == ImageSize(width: 5, height: 4))
        #expect((0..<3).map(dataset.label) == [7, 0, 9])
        #expect(dataset.id(at: 2).text == "fashion-mnist/\(split.rawValue)/00002")
        let image = try dataset.image(at: 2, using: ImageDecoder())
        let rows: [[UInt8]] = [100, 110, 120, 130].map { [$0, $0 + 1, $0 + 2, $0 + 3, $0 + 4] }
        #expect(image.pixels == Array(rows.joined()))
    }

    @Test("packed and plain idx files have one content hash")
    func contentHash() throws {
        let hashes = try DatasetSplit.allCases.map {
            try MNISTKind.fashion.open($0, options).contentHash()
        }
        #expect(hashes[0] == hashes[1])
        #expect(hashes[0].count == 64)
    }

    /// Opens a training split made of the fixture's files after a change.
    private func open(
        images change: ([UInt8]) -> [UInt8] = { $0 }, labels: ([UInt8]) -> [UInt8] = { $0 }
    ) throws {
        let folder = try TemporaryFolder()
        try folder.write(
            change(DataFixture.bytes("idx/t10k-images-idx3-ubyte")), to: "train-images-idx3-ubyte")
        try folder.write(
            labels(DataFixture.bytes("idx/t10k-labels-idx1-ubyte")), to: "train-labels-idx1-ubyte")
        _ = try MNISTKind.digits.open(.train, DatasetOptions(directory: folder.path))
    }

    @Test("refuses counts that the file does not hold")
    func lyingCounts() throws {
        try open()
        for count: [UInt8] in [[0, 0, 0, 4], [0, 0, 0, 2], [0, 0, 0, 0], [255, 255, 255, 255]] {
            #expect(throws: DatasetError.self) {
                try open(images: { Array($0[..<4]) + count + $0[8...] })
            }
        }
        // Three dimensions whose product overflows.
        #expect(throws: DatasetError.self) {
            try open(images: { Array($0[..<4]) + Array(repeating: 255, count: 12) + $0[16...] })
        }
        #expect(throws: DatasetError.self) { try open(images: { $0.dropLast() }) }
        #expect(throws: DatasetError.self) { try open(images: { Array($0[..<7]) }) }
        #expect(throws: DatasetError.self) { try open(images: { _ in [] }) }
        #expect(throws: DatasetError.self) { try open(images: { $0.map { $0 ^ 1 } }) }
    }

    @Test("refuses labels that no class has, and as many labels as there are not pictures")
    func labels() throws {
        let error = #expect(throws: DatasetError.self) {
            try open(labels: { $0.dropLast() + [10] })
        }
        guard case .labelOutOfRange(_, 2, 10, 10) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(throws: DatasetError.self) {
            try open(labels: { Array($0[..<7]) + [2] + $0[8..<10] })
        }
    }

    @Test("refuses gzip data that ends early, is damaged or unpacks to more than it says")
    func gzip() throws {
        let whole = try DataFixture.bytes("idx/train-images-idx3-ubyte.gz")
        let bomb = try DataFixture.bytes("cifar.tar.gz")
        for bytes in [
            Array(whole.dropLast(12)), Array(whole[..<20]), Array(whole[..<2]), bomb,
            whole.enumerated().map { $0.offset == 40 ? $0.element ^ 0xFF : $0.element },
        ] {
            let folder = try TemporaryFolder()
            try folder.write(bytes, to: "train-images-idx3-ubyte.gz")
            try folder.write(
                DataFixture.bytes("idx/train-labels-idx1-ubyte.gz"),
                to: "train-labels-idx1-ubyte.gz")
            #expect(throws: DatasetError.self) {
                try MNISTKind.digits.open(.train, DatasetOptions(directory: folder.path))
            }
        }
    }

    @Test("unpacks no more than was asked for")
    func bounded() throws {
        let packed = try DataFixture.bytes("cifar.tar.gz")
        let output = Gzip.unpack(packed, limit: 1000)
        #expect(output.bytes.count == 1000 && output.end == .more)
        #expect(Gzip.unpack(packed, limit: 1 << 20).end == .complete)
    }

    /// The files of the archive that Python's tarfile wrote.
    private func archive() throws -> TarArchive {
        TarArchive(bytes: Gzip.unpack(try DataFixture.bytes("cifar.tar.gz"), limit: 1 << 20).bytes)
    }

    @Test(
        "reads CIFAR records that Python wrote, with one label and with two",
        arguments: [("ten.bin", 1, 10, [3, 9]), ("hundred.bin", 2, 100, [42, 99])])
    func cifar(name: String, labelBytes: Int, classes: Int, labels: [Int]) throws {
        let archive = try archive()
        let place = try #require(archive.find([name])[name])
        let folder = try TemporaryFolder()
        try folder.write(Array(archive.bytes[place]), to: name)
        let dataset = try CIFARKind.read(
            ["\(folder.path)/\(name)"], name: "cifar", split: .val,
            classNames: (0..<classes).map(String.init), labelBytes: labelBytes)
        #expect((0..<dataset.count).map(dataset.label) == labels)
        let image = try dataset.image(at: 1, using: ImageDecoder())
        for (y, x, channel) in [(0, 0, 0), (3, 17, 1), (31, 31, 2)] {
            let expected: Int = (7 + 80 * channel + 5 * y + x) % 256
            #expect(image.pixels[(y * 32 + x) * 3 + channel] == UInt8(expected))
        }
    }

    @Test("refuses CIFAR files of broken length and labels that no class has")
    func brokenCIFAR() throws {
        let folder = try TemporaryFolder()
        let read = {
            try CIFARKind.read(
                ["\(folder.path)/a.bin"], name: "cifar10", split: .val, classNames: ["a", "b"],
                labelBytes: 1)
        }
        for count in [0, 1, 3072, 3074] {
            try folder.write(Array(repeating: 0, count: count), to: "a.bin")
            #expect(throws: DatasetError.self) { try read() }
        }
        try folder.write([2] + Array(repeating: 0, count: 3072), to: "a.bin")
        #expect(throws: DatasetError.self) { try read() }
        try folder.write([1] + Array(repeating: 0, count: 3072), to: "a.bin")
        #expect(try read().count == 1)
    }

    @Test("names a hundred classes of CIFAR-100, in the order of their numbers")
    func classNames() {
        let names = CIFARKind.hundred.classNames ?? []
        #expect(names.count == 100 && names == names.sorted())
        #expect(names[0] == "apple" && names[99] == "worm" && names[47] == "maple_tree")
    }

    @Test("refuses tar archives that lie")
    func tar() throws {
        let archive = try archive()
        #expect(throws: TarError.missing("absent")) { try archive.find(["absent"]) }
        #expect(throws: TarError.self) {
            try TarArchive(bytes: Array(archive.bytes[..<4000])).find(["ten.bin"])
        }
        var damaged = archive.bytes
        damaged[130] = UInt8(ascii: "7")
        #expect(throws: TarError.damagedHeader(offset: 0)) {
            try TarArchive(bytes: damaged).find(["ten.bin"])
        }
    }

    @Test("says where to put which file when nothing is there")
    func notFound() throws {
        let folder = try TemporaryFolder()
        for kind in [MNISTKind.fashion, MNISTKind.digits] as [any DatasetKind]
            + [CIFARKind.ten, CIFARKind.hundred] as [any DatasetKind]
        {
            let options = DatasetOptions(directory: folder.path)
            #expect(!kind.isPresent(.train, options))
            let error = #expect(throws: DatasetError.self) { try kind.open(.train, options) }
            let text = error?.description ?? ""
            #expect(text.contains(folder.path))
            for source in kind.sources {
                #expect(text.contains(source.fileName) && text.contains(source.url))
            }
        }
    }
}
