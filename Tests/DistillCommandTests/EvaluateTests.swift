import Foundation
import Testing
import Torch

@testable import Distillery

@Suite("Evaluating weights")
struct EvaluateTests {
    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()

    private static let classes = 3

    /// Evaluates a file as weights of `cnn` on drawn pictures of three classes.
    private func evaluate(_ file: String, in folder: URL) throws -> Tool.Outcome {
        try Tool.run(
            "evaluate", "--model", "cnn", "--weights", file, "--dataset", "synthetic", "--set",
            "data.synthetic={count: 32, classes: 3, size: 8}", in: folder)
    }

    private func network(classes: Int = 3, width: Double? = nil) throws -> any Classifier {
        try ModelCatalog.builtIn.makeModel(
            ModelConfiguration(
                kind: "cnn", classes: classes, imageSize: ImageSize(width: 8, height: 8),
                width: width))
    }

    @Test("accepts weights that fit, and tells of classes, shapes and names that do not")
    func misfits() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "w.safetensors")
            try network().save(to: file)
            let fine = try evaluate("w.safetensors", in: folder)
            #expect(fine.status == 0 && fine.output.contains("Top-1"), "\(fine)")

            try network(classes: 7).save(to: file)
            try expect(evaluate("w.safetensors", in: folder), says: ["w.safetensors", "7", "3"])

            try network(width: 2).save(to: file)
            try expect(
                evaluate("w.safetensors", in: folder),
                says: ["w.safetensors", "has shape", "the model needs", "…"])

            let renamed = try network().state().map {
                ($0.path.replacingOccurrences(of: "fc.", with: "fcc."), try StoredTensor($0.tensor))
            }
            try SafetensorsWriter.write(renamed, to: file)
            try expect(
                evaluate("w.safetensors", in: folder),
                says: ["'fc.weight' (nearest there: 'fcc.weight')", "2 missing"])
        }
    }

    @Test("refuses by name a pickle that would run code, and runs none")
    func command() throws {
        try withTemporaryFolder { folder in
            for name in ["command.zip.pt", "command.old.pt"] {
                let file = Self.fixtures.appending(path: "TorchTests/Fixtures/files/\(name)")
                let outcome = try evaluate(file.path, in: folder)
                try expect(outcome, says: [name, "system"])
            }
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(left.allSatisfy { $0.hasPrefix(".") })
        }
    }

    @Test(
        "refuses safetensors with a lying header, files of another kind and folders without a model"
    )
    func lies() throws {
        try withTemporaryFolder { folder in
            func header(_ json: String, length: UInt64? = nil) -> Data {
                let count = length ?? UInt64(json.utf8.count)
                return withUnsafeBytes(of: count.littleEndian) { Data($0) } + Data(json.utf8)
            }
            let lies: [(Data, String)] = [
                (header("{}", length: 1 << 40), "lie.safetensors"),
                (header("{}", length: 200 << 20), "lie.safetensors"),
                (
                    header(#"{"fc.weight":{"dtype":"F32","shape":[9],"data_offsets":[0,36]}}"#),
                    "fc.weight"
                ),
                (Data("hello, I am no weights at all".utf8), "lie.safetensors"),
                (Data(), "lie.safetensors"),
            ]
            let file = folder.appending(path: "lie.safetensors")
            for (data, text) in lies {
                try data.write(to: file)
                try expect(
                    evaluate("lie.safetensors", in: folder), says: ["lie.safetensors", text])
            }
            try FileManager.default.createDirectory(
                at: folder.appending(path: "empty"), withIntermediateDirectories: true)
            try expect(evaluate("empty", in: folder), says: ["empty", "config.json"])
            try expect(evaluate("nowhere", in: folder), says: ["nowhere", "no such file"])
        }
    }

    private func expect(_ outcome: Tool.Outcome, says texts: [String]) throws {
        #expect(outcome.status == 2, "\(outcome)")
        #expect(outcome.output.isEmpty)
        for text in texts { #expect(outcome.errors.contains(text), "\(outcome.errors)") }
    }
}

@Suite("Folders of pictures")
struct PictureFolderTests {
    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "DistilleryTests/Fixtures/data")

    /// Class folders with copies of a readable picture.
    private func makePictures(in folder: URL, each count: Int) throws {
        let picture = try Data(contentsOf: Self.fixtures.appending(path: "images/colour.png"))
        for split in ["train", "val"] {
            for name in ["cats", "dogs"] {
                let place = folder.appending(path: "pictures/\(split)/\(name)")
                try FileManager.default.createDirectory(
                    at: place, withIntermediateDirectories: true)
                for number in 0..<count {
                    try picture.write(to: place.appending(path: "\(number).png"))
                }
            }
        }
    }

    private func spoil(_ split: String, _ names: [String], in folder: URL) throws {
        for (number, name) in names.enumerated() {
            let hostile = Self.fixtures.appending(path: "hostile/\(name)")
            let suffix = URL(filePath: name).pathExtension == "gif" ? "jpg" : hostile.pathExtension
            try Data(contentsOf: hostile).write(
                to: folder.appending(path: "pictures/\(split)/cats/bad\(number).\(suffix)"))
        }
    }

    private let train = [
        "train", "--dataset", "folder", "--data", "pictures", "--student", "mlp", "--teacher",
        "mlp", "--epochs", "1", "--batch-size", "4", "--threads", "1", "--image-size", "8",
        "--no-control", "--output", "run",
    ]

    @Test("may hold a few that are torn or foreign: skipped, counted and named")
    func skipped() throws {
        try withTemporaryFolder { folder in
            try makePictures(in: folder, each: 8)
            try spoil("train", ["truncated.jpg", "foreign.gif", "truncated.png"], in: folder)
            try spoil("val", ["header-only.jpg"], in: folder)
            let plain = ["--set", "data.augmentation=[]"]
            let outcome = try Tool.run(train + plain, in: folder)
            #expect(outcome.status == 0, "\(outcome)")
            #expect(outcome.errors.contains("3 unreadable training pictures"), "\(outcome.errors)")
            #expect(outcome.errors.contains("1 unreadable validation picture"))
            #expect(outcome.errors.contains("pictures/val/cats/bad0.jpg"))
            let measured = try Tool.run("evaluate", "run", "--json", in: folder)
            #expect(try measured.json["examples"] as? Int == 16)
            #expect(measured.errors.contains("1 unreadable validation picture"))
        }
    }

    @Test("with too many unreadable ones are an error that names some")
    func tooMany() throws {
        try withTemporaryFolder { folder in
            try makePictures(in: folder, each: 2)
            try spoil("train", Array(repeating: "truncated.jpg", count: 12), in: folder)
            let outcome = try Tool.run(train, in: folder)
            #expect(outcome.status == 2, "\(outcome)")
            #expect(outcome.errors.contains("pictures/train/cats/bad"), "\(outcome.errors)")
        }
    }

    @Test("that are missing or empty, or whose classes differ, are named")
    func missing() throws {
        try withTemporaryFolder { folder in
            let nowhere = try Tool.run(train, in: folder)
            #expect(nowhere.status == 2 && nowhere.errors.contains("pictures"), "\(nowhere)")
            let files = FileManager.default
            let pictures = folder.appending(path: "pictures")
            try files.createDirectory(at: pictures, withIntermediateDirectories: true)
            let empty = try Tool.run(train, in: folder)
            #expect(empty.status == 2 && empty.errors.contains("val"), "\(empty)")
            try makePictures(in: folder, each: 2)
            let training = pictures.appending(path: "train")
            let aside = folder.appending(path: "aside")
            try files.moveItem(at: training, to: aside)
            let unlabelled = try Tool.run(train, in: folder)
            #expect(unlabelled.status == 2 && unlabelled.errors.contains("train"), "\(unlabelled)")
            try files.moveItem(at: aside, to: training)
            try files.removeItem(at: pictures.appending(path: "val/dogs"))
            let other = try Tool.run(train, in: folder)
            #expect(other.status == 2 && other.errors.contains("class"), "\(other)")
            try files.removeItem(at: pictures.appending(path: "val"))
            let lacking = try Tool.run(train, in: folder)
            #expect(lacking.status == 2 && lacking.errors.contains("val"), "\(lacking)")
            #expect(!files.fileExists(atPath: folder.appending(path: "run").path))
        }
    }
}
