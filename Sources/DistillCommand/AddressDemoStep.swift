import Distillery
import Foundation

/// One run of the demonstration with addresses.
struct AddressDemoStep {
    /// The run's folder in that of the chain.
    let name: String
    /// Whether it is repeated with several seeds, beside a control.
    let isCompared: Bool
    private let task: String
    /// The keys of teacher, student and method.
    private let networks: String
    private let learningRate: String
    private let epochs: Int
    /// Which of the recipe's keys name runs before it.
    private let earlier: [(key: String, step: String)]

    /// The run's recipe in a chain's folder, with what `set` changes.
    func recipe(
        in folder: URL, set: (AddressDemoStep, inout RecipeTree) throws -> Void
    ) throws -> Recipe {
        var tree = try RecipeTree(yaml: yaml, file: name)
        for (key, step) in earlier {
            let path = folder.appending(path: step).relativePath
            try tree.set(key, to: "\"\(path)\"")
        }
        try set(self, &tree)
        return try tree.decode()
    }

    private var yaml: String {
        """
        name: \(name)
        data:
          dataset: synthetic-addresses
          task: \(task)
          addresses: {count: 8000}
          tokens: {max-length: 64}
        training:
          epochs: \(epochs)
          batch-size: 32
          optimizer: {kind: adamw, learning-rate: \(learningRate), weight-decay: 0.01}
          schedule: {kind: cosine, warm-up-epochs: 0.3}
          clip-norm: 1
        \(networks)
        """
    }

    /// Words, teacher, the student's words, student: in this order.
    static let all = [words, teacher, general, student]

    /// The teacher's first lesson: to guess hidden words of address pairs.
    private static let words = AddressDemoStep(
        name: "words", isCompared: false, task: "mlm",
        networks: """
            teacher:
              model: {kind: transformer, layers: 3, heads: 4, hidden-size: 128, positions: 64}
            """, learningRate: "0.002", epochs: 4, earlier: [])

    /// Its second: whether two addresses match.
    private static let teacher = AddressDemoStep(
        name: "teacher", isCompared: false, task: "classification", networks: "",
        learningRate: "0.0006", epochs: 2, earlier: [("teacher.start", "words")])

    private static let smallNetwork = """
        student:
          model: {kind: transformer, layers: 2, heads: 4, hidden-size: 64, positions: 64}
        """

    /// The student learns the teacher's words.
    private static let general = AddressDemoStep(
        name: "general", isCompared: false, task: "mlm",
        networks: smallNetwork + """

            method: {kind: kd, alpha: 0.5, temperature: 1}
            control: false
            """, learningRate: "0.002", epochs: 4, earlier: [("teacher.weights", "words")])

    /// It learns the teacher's answers; the control begins with the same words and has labels alone.
    private static let student = AddressDemoStep(
        name: "student", isCompared: true, task: "classification",
        networks: smallNetwork + """

            method: {kind: kd, alpha: 0.9, temperature: 2}
            """, learningRate: "0.001", epochs: 2,
        earlier: [("teacher.weights", "teacher"), ("student.weights", "general")])
}
