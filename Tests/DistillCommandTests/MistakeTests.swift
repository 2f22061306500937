import Foundation
import Testing

@testable import Distillery

@Suite("A wrong request")
struct MistakeTests {
    /// A command, and what its one error must say.
    struct Mistake: Sendable, CustomTestStringConvertible {
        var arguments: String
        var says: [String]
        var testDescription: String { arguments }
    }

    private static let base = "train --dataset synthetic --teacher resnet20 --student cnn "

    static let mistakes: [Mistake] = [
        .init(arguments: "trian", says: ["trian", "train"]),
        .init(arguments: "list model", says: ["model", "models"]),
        .init(arguments: "list taps resnet21", says: ["'resnet21'", "did you mean 'resnet2"]),
        .init(arguments: "list taps runs/none", says: ["runs/none", "no such file or folder"]),
        .init(arguments: "list taps .", says: ["config.json", "student/"]),
        .init(
            arguments: "list taps cnn --role pupil", says: ["pupil", "teacher, assistant, student"]),
        .init(arguments: "list taps cnn --set model.layers=3", says: ["'cnn'", "'layers'"]),
        .init(
            arguments: "list taps vit-tiny --image-size 31",
            says: ["31×31", "about 4 pixels", "multiple of 8"]),
        .init(
            arguments: "list taps vit-tiny --set model.patch=5",
            says: ["'patch'", "1, 2, 4, 8, 16, 32"]),
        .init(arguments: base + "--tempratur 4", says: ["--tempratur", "--temperature"]),
        .init(arguments: base + "--temperature 0", says: ["method.temperature", "above 0"]),
        .init(arguments: base + "--alpha 1.5", says: ["method.alpha", "between 0 and 1"]),
        .init(arguments: base + "--method kdd", says: ["'kdd'", "did you mean 'kd'"]),
        .init(
            arguments: base + "--method fitnet --set method.student-taps=[features.9]",
            says: [
                "no module 'features.9'", "features.0 (16 × 16 × 16)", "distill list taps cnn",
            ]),
        .init(
            arguments: base + "--method fitnet --set method.teacher-taps=[layr2]",
            says: ["the teacher resnet20", "no module 'layr2'", "layer2 (32 × 16 × 16)"]),
        .init(arguments: base + "--device cuda:99", says: ["cuda:99"]),
        .init(arguments: base + "--epochs many", says: ["many"]),
        .init(
            arguments: base + "--set training.optimizer.momentun=0.9",
            says: ["'training.optimizer'", "'momentun'", "did you mean 'momentum'"]),
        .init(arguments: base + "--set momentum", says: ["key=value", "momentum"]),
        .init(
            arguments: "train --dataset synthetic --teacher resnet21 --student cnn",
            says: ["'resnet21'", "did you mean 'resnet2"]),
        .init(
            arguments: "train --dataset fashion-mnits --teacher resnet20 --student cnn",
            says: ["fashion-mnits", "did you mean 'fashion-mnist'"]),
        .init(
            arguments: base + "--teacher-weights nowhere.safetensors", says: ["nowhere.safetensors"]
        ),
        .init(arguments: "train nowhere.yaml", says: ["nowhere.yaml", "no such file"]),
        .init(arguments: "train a.yaml --recipe b.yaml", says: ["one recipe", "--recipe"]),
        .init(
            arguments: "train --dataset text --teacher transformer --student transformer",
            says: ["data.directory", "--data"]),
        .init(
            arguments: "train --dataset synthetic-addresses --teacher bert-tiny "
                + "--student tinybrt-4",
            says: ["tinybrt-4", "did you mean 'tinybert-4'"]),
        .init(
            arguments: "train --dataset synthetic-addresses --teacher bert-tiny "
                + "--student bert-tiny --image-size 32", says: ["data.image-size", "texts"]),
        .init(arguments: "train --recipe nowhere.yaml", says: ["nowhere.yaml", "no such file"]),
        .init(arguments: "train --resume nowhere --epochs 3", says: ["--resume", "own recipe"]),
        .init(arguments: "evaluate nowhere", says: ["nowhere", "recipe.yaml"]),
        .init(arguments: "evaluate --weights a.pt --model resnet20", says: ["--dataset"]),
        .init(
            arguments: "teach --dataset folder --data nowhere --model cnn", says: ["nowhere"]),
        .init(
            arguments: "teach --dataset cifar10 --data . --model cnn --set data.download=false",
            says: ["cifar10", "cifar-10-binary.tar.gz"]),
    ]

    @Test("gets one clear error, exit code 2, and leaves nothing behind", arguments: mistakes)
    func mistake(mistake: Mistake) throws {
        try withTemporaryFolder { folder in
            let arguments = mistake.arguments.split(separator: " ").map(String.init)
            let outcome = try Tool.run(arguments, in: folder)
            #expect(outcome.status == 2, "\(outcome)")
            #expect(outcome.output.isEmpty)
            for text in mistake.says { #expect(outcome.errors.contains(text), "\(outcome.errors)") }
            #expect(!outcome.errors.contains("Error Domain"), "\(outcome.errors)")
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
                .filter { !$0.hasPrefix(".") }
            #expect(left.isEmpty)
        }
    }

    /// Recipes that are no recipes, with what the error must say.
    static let recipes: [(yaml: String, says: [String])] = [
        ("- a\n- b\n", ["recipe.yaml", "not a mapping"]),
        ("data: synthetic\nstudnet: cnn\n", ["'studnet'", "did you mean 'student'"]),
        ("data: synthetic\nstudent: cnn\nteacher: cnn\nseed: -1\n", ["'seed'", "whole number"]),
        ("data: synthetic\nstudent: cnn\nteacher: cnn\nname: ../up\n", ["'name'", "folder"]),
        (String(repeating: "# long\n", count: 200_000), ["recipe.yaml", "bytes"]),
        (bomb, ["recipe.yaml", "aliases"]),
        ("data: " + String(repeating: "{a: ", count: 100_000), ["recipe.yaml"]),
    ]

    /// A billion laughs: each line repeats the one before nine times.
    private static var bomb: String {
        var lines = ["a0: &a0 [x, x, x]"]
        for level in 1...30 {
            let former = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            lines.append("a\(level): &a\(level) [\(former)]")
        }
        return lines.joined(separator: "\n") + "\n? *a30\n: 1\n"
    }

    @Test("a file that is no recipe is an error, however long or deep", arguments: recipes.indices)
    func recipe(number: Int) throws {
        try withTemporaryFolder { folder in
            let (yaml, says) = Self.recipes[number]
            try TinyRun.write(yaml, in: folder)
            let outcome = try Tool.run(["check", "recipe.yaml"], in: folder, seconds: 30)
            #expect(outcome.status == 2, "\(outcome)")
            for text in says { #expect(outcome.errors.contains(text), "\(outcome.errors)") }
        }
    }
}
