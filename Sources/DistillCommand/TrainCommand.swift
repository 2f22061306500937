import ArgumentParser
import Distillery
import Foundation

/// `distill train`: a teacher teaches a student.
struct TrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Distil a teacher into a student.",
        discussion: """
            What to do comes from flags, or from a recipe whose keys the flags override. Without \
            weights the teacher is trained first, and kept.

              distill train --dataset cifar10 --teacher resnet34 --student mobilenetv2
              distill train Examples/fashion-mnist-cnn.yaml --epochs 5
              distill train --resume runs/cifar10-mobilenetv2-kd
            """)

    @Argument(
        help: ArgumentHelp("A recipe file (YAML).", valueName: "recipe"),
        completion: .file(extensions: ["yaml", "yml"]))
    var file: String?

    @Option(help: "The same by name.", completion: .file(extensions: ["yaml", "yml"]))
    var recipe: String?

    @Option(help: "Go on with the run in this folder.", completion: .directory)
    var resume: String?

    @Option(help: "The folder of the run; runs/NAME where it is left out.")
    var output: String?

    @Option(help: "The teacher's network, or the path of a model or a run. [teacher]")
    var teacher: String?

    @Option(
        help: """
            The teacher's weights: a file, a model's or a run's folder; or a whole network as an ONNX or \
            TorchScript file, without --teacher. [teacher.weights]
            """)
    var teacherWeights: String?

    @Option(
        help: "A store of the teacher's answers, from 'distill label'. [teacher.labels]",
        completion: .directory)
    var labels: String?

    @Option(
        help: "A file of predictions as the teacher: csv, tsv or jsonl. [teacher.predictions]",
        completion: .file())
    var predictions: String?

    @Flag(help: "Keep the teacher's answers in the run's folder, for later epochs. [teacher.cache]")
    var cacheTeacher = false

    @Option(
        help: "Views of every example whose answers are kept, with --cache-teacher. [teacher.views]"
    )
    var teacherViews: Int?

    @Option(help: "Epochs to train the teacher where it has no weights. [teacher.training.epochs]")
    var teacherEpochs: Int?

    @Option(help: "The student's network. [student.model.kind]")
    var student: String?

    @Option(
        help:
            "A config.json, or its folder, with the teacher's sizes, for bert. [teacher.model.config]",
        completion: .file())
    var teacherConfig: String?

    @Option(
        name: [.customLong("config"), .customLong("student-config")],
        help: "The same with the student's sizes. [student.model.config]",
        completion: .file())
    var studentConfig: String?

    @Option(help: "The student's layers, of transformers. [student.model.layers]")
    var layers: Int?

    @Option(help: "Multiplies the student's channels. [student.model.width]")
    var studentWidth: Double?

    @Option(
        help: "How to teach: see 'distill list methods'; several as kd+rkd. [method.kind, methods]")
    var method: String?

    @Option(help: "Softens both distributions; above 0. [method.temperature]")
    var temperature: Double?

    @Option(help: "The soft term's share, 0 to 1. [method.alpha]")
    var alpha: Double?

    @Flag(inversion: .prefixedNo, help: "Also train the student alone, to compare. [control]")
    var control: Bool?

    @OptionGroup(title: "Recipe keys") var flags: RecipeFlags

    @Flag(help: "Print the resolved recipe and do nothing.")
    var dryRun = false

    @OptionGroup var results: OutputFlags

    func run() throws {
        if let resume {
            guard recipe == nil, file == nil, output == nil, !dryRun, try tree() == RecipeTree()
            else {
                throw ValidationError(
                    "--resume goes on with the run's own recipe, in its folder; it takes no "
                        + "other options than --quiet and --json")
            }
            return try RunStarter.resume(resume, results: results)
        }
        try RunStarter(output: output, dryRun: dryRun, results: results).start(resolvedRecipe())
    }

    private func resolvedRecipe() throws -> Recipe {
        var recipe: Recipe = try tree().decode()
        guard let teacherEpochs else { return recipe }
        guard (1...100_000).contains(teacherEpochs) else {
            throw RecipeError.invalidValue(
                path: "teacher.training.epochs", found: "\(teacherEpochs)",
                expected: "from 1 to 100000")
        }
        guard recipe.teachers == nil else {
            throw RecipeError.invalidValue(
                path: "teacher.training.epochs", found: "given beside 'teachers'",
                expected: "in the 'training' of their entries")
        }
        // The teacher keeps whatever else the recipe says of training.
        var training = recipe.teacher?.training ?? recipe.training
        training.epochs = teacherEpochs
        recipe.teacher?.training = training
        return recipe
    }

    /// The recipe's file with the flags over its keys.
    private func tree() throws -> RecipeTree {
        guard recipe == nil || file == nil else {
            throw ValidationError("name one recipe: '\(file ?? "")' or --recipe, not both")
        }
        var tree = try RecipeFile.tree(at: recipe ?? file)
        if let method { try tree.setMethod(method) }
        // A run, a model's folder or a file stands for itself: --teacher runs/NAME.
        let isPlace = teacher.map { $0.contains("/") || $0.hasPrefix("~") } ?? false
        let pairs: [(String, String?)] = [
            (isPlace ? "teacher.weights" : "teacher.model.kind", teacher),
            ("teacher.weights", teacherWeights),
            ("teacher.labels", labels), ("teacher.predictions", predictions),
            ("teacher.cache", cacheTeacher ? "true" : nil),
            ("teacher.views", teacherViews.map(String.init)),
            ("student.model.kind", student), ("student.model.layers", layers.map(String.init)),
            ("teacher.model.config", teacherConfig), ("student.model.config", studentConfig),
            ("student.model.width", studentWidth.map { "\($0)" }),
            ("method.temperature", temperature.map { "\($0)" }),
            ("method.alpha", alpha.map { "\($0)" }), ("control", control.map { "\($0)" }),
        ]
        for case (let path, let value?) in pairs { try tree.set(path, to: value) }
        try flags.apply(to: &tree)
        return tree
    }
}
