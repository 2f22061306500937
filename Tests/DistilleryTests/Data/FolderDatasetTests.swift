import Foundation
import Testing

@testable import Distillery

@Suite("Folders of pictures")
struct FolderDatasetTests {
    /// Two classes with three and two pictures, and things that are to be ignored.
    private func makeFolder(val: String = "val") throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let jpeg = try DataFixture.bytes("images/colour-420.jpg")
        let png = try DataFixture.bytes("images/grey.png")
        for split in ["train", val] {
            try folder.write(jpeg, to: "\(split)/cat/b.jpg")
            try folder.write(png, to: "\(split)/cat/a.png")
            try folder.write(jpeg, to: "\(split)/cat/more/c.JPEG")
            try folder.write(jpeg, to: "\(split)/Dog/1.jpg")
            try folder.write(png, to: "\(split)/Dog/2.jpg")
            try folder.write([1], to: "\(split)/cat/.hidden.jpg")
            try folder.write([1], to: "\(split)/cat/notes.txt")
            try folder.write([1], to: "\(split)/.cache/x.jpg")
            try folder.write([1], to: "\(split)/list.csv")
        }
        return folder
    }

    @Test("lists classes and files in the order of their names, nested files too")
    func lists() throws {
        let folder = try makeFolder()
        let dataset = try FolderDataset(folder.path + "/", split: .train)
        #expect(dataset.classNames == ["Dog", "cat"])
        #expect(
            (0..<dataset.count).map { dataset.id(at: $0).text } == [
                "train/Dog/1.jpg", "train/Dog/2.jpg", "train/cat/a.png", "train/cat/b.jpg",
                "train/cat/more/c.JPEG",
            ])
        #expect((0..<5).map(dataset.label) == [0, 0, 1, 1, 1])
        #expect(dataset.imageSize == nil)
    }

    @Test("gives pictures at their own size, or fitted to the size asked for")
    func images() throws {
        let folder = try makeFolder()
        let decoder = ImageDecoder()
        let natural = try FolderDataset(folder.path, split: .train)
        let image = try natural.image(at: 0, using: decoder)
        #expect(image.size == ImageSize(width: 17, height: 12) && image.channels == 3)
        for fit in ImageFit.allCases {
            let fitted = try FolderDataset(
                folder.path, split: .train, channels: 1, imageSize: 8, fit: fit)
            for index in 0..<fitted.count {
                let image = try fitted.image(at: index, using: decoder)
                #expect(image.size == fitted.imageSize && image.channels == 1)
            }
        }
    }

    @Test(
        "accepts the usual names of the folder to measure on",
        arguments: ["val", "valid", "validation", "test"])
    func validationNames(name: String) throws {
        let folder = try makeFolder(val: name)
        let dataset = try FolderDataset(folder.path, split: .val)
        #expect(dataset.count == 5)
        #expect(dataset.id(at: 0).text == "\(name)/Dog/1.jpg")
    }

    @Test("its hash changes with a name and with a length")
    func contentHash() throws {
        let folder = try makeFolder()
        let dataset = try FolderDataset(folder.path, split: .train)
        let hash = try dataset.contentHash()
        #expect(try dataset.contentHash() == hash && hash.count == 64)
        try folder.write([1, 2, 3], to: "train/cat/b.jpg")
        #expect(try dataset.contentHash() != hash)
        try FileManager.default.removeItem(atPath: folder.path + "/train/cat/b.jpg")
        #expect(throws: DatasetError.self) { try dataset.contentHash() }
    }

    @Test("says what is missing: the folder, a split, the classes, the pictures")
    func missing() throws {
        let folder = try TemporaryFolder()
        func error(_ split: DatasetSplit, at path: String? = nil) -> DatasetError? {
            do {
                let options = DatasetOptions(directory: path ?? folder.path)
                _ = try FolderKind().open(split, options)
                return nil
            } catch {
                return error
            }
        }
        guard case .notFound = error(.train, at: folder.path + "/absent") else {
            Issue.record("an absent folder is not named")
            return
        }
        #expect(
            error(.train)
                == .missingSplit(directory: folder.path, split: .train, accepted: ["train"]))
        try folder.makeFolder("train")
        guard case .emptyFolder(folder.path + "/train", _) = error(.train) else {
            Issue.record("an empty train folder is not named")
            return
        }
        try folder.makeFolder("train/cat")
        guard case .emptyFolder(folder.path + "/train/cat", _) = error(.train) else {
            Issue.record("an empty class folder is not named")
            return
        }
        try folder.write([1], to: "train/cat/a.jpg")
        #expect(error(.train) == nil)
        let accepted = ["val", "valid", "validation", "test"]
        #expect(
            error(.val)
                == .missingSplit(directory: folder.path, split: .val, accepted: accepted))
        #expect(throws: DatasetError.self) { try FolderKind().open(.train, DatasetOptions()) }
    }

    @Test("refuses train and val with different classes, and names them")
    func mismatch() throws {
        let folder = try makeFolder()
        try folder.write([1], to: "val/bird/1.jpg")
        #expect(
            throws: DatasetError.classMismatch(
                directory: folder.path, onlyInTrain: [], onlyInVal: ["bird"])
        ) {
            try FolderDataset(folder.path, split: .train)
        }
        #expect(throws: DatasetError.self) { try FolderDataset(folder.path, split: .val) }
    }

    @Test("skips unreadable files in a deterministic way and names them")
    func unreadable() throws {
        let folder = try makeFolder()
        try folder.write(DataFixture.bytes("hostile/truncated.jpg"), to: "train/cat/b.jpg")
        try folder.write(DataFixture.bytes("hostile/foreign.gif"), to: "train/Dog/1.jpg")
        let dataset = try FolderDataset(folder.path, split: .train, imageSize: 8)
        let view = try sampleView(of: dataset, Augmentation.none)
        func load(workers: Int) throws -> ([Int], SkippedImages) {
            let loader = BatchLoader(
                dataset: dataset, view: view, batchSize: 2, seed: 1, epoch: 0, shuffle: true,
                workers: workers)
            return (try batches(loader).flatMap(\.indices), loader.skipped)
        }
        let (first, skipped) = try load(workers: 0)
        #expect(try load(workers: 2).0 == first)
        #expect(first.sorted() == [1, 1, 2, 4, 4])
        #expect(skipped.count == 2)
        #expect(skipped.entries[0].reason.contains("train/Dog/1.jpg"))
        #expect(skipped.entries[0].reason.contains("GIF"))
    }

    @Test("ends with an error when most pictures cannot be read")
    func hopeless() throws {
        let folder = try makeFolder()
        for name in ["cat/a.png", "cat/b.jpg", "cat/more/c.JPEG", "Dog/1.jpg", "Dog/2.jpg"] {
            try folder.write([1], to: "train/\(name)")
        }
        let dataset = try FolderDataset(folder.path, split: .train, imageSize: 8)
        for shuffle in [true, false] {
            let loader = BatchLoader(
                dataset: dataset, view: try sampleView(of: dataset, Augmentation.none),
                batchSize: 2, seed: 1, epoch: 0, shuffle: shuffle)
            #expect(throws: DatasetError.self) { _ = try batches(loader) }
        }
    }

    @Test("ends at a link to a folder above itself")
    func cycle() throws {
        let folder = try makeFolder()
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/train/cat/loop", withDestinationPath: folder.path + "/train/cat"
        )
        #expect(try FolderDataset(folder.path, split: .train).count >= 5)
    }
}
