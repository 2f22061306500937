/// Why a method cannot work between two networks, with what to do about it.
public enum MethodError: Error, Sendable, Equatable {
    case needsTeacher(method: String)
    /// A method without a label's need was run on a step without a teacher.
    case noTeacher
    /// Nothing was put out at a tap in this step.
    case noOutput(role: ModelRole, path: String)
    case noSuchTap(network: String, role: ModelRole, path: String, nearest: [Tap])
    case noStages(method: String, network: String, role: ModelRole)
    case noPreactivations(method: String, network: String, role: ModelRole)
    /// The recipe names other numbers of taps for student and teacher.
    case unlikeCounts(method: String, student: [String], teacher: [String])
    /// Two outputs that cannot be compared, not even through a connector.
    case unlikeShapes(method: String, student: Tap, teacher: Tap, wayOut: String)
    case tooFewEpochs(method: String, startUp: Int, epochs: Int)
    /// The method needs labels of a kind that the data does not give.
    case needsLabels(method: String, reason: String)
    /// The method needs the teacher's network, and there are only answers.
    case needsTeacherNetwork(method: String)
    /// The method works with the linear head, and the network's is not at hand.
    case noHead(method: String, network: String, role: ModelRole)
    /// Two methods of a list that cannot both be.
    case exclusive(first: String, second: String, reason: String)
    /// Anything else about one method that does not fit, in a sentence that says the way out.
    case unsuitable(method: String, reason: String)
}

extension MethodError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .needsTeacher(let method):
            "'\(method)' compares with a teacher, and the recipe has none; set 'teacher'"
        case .noTeacher:
            "the step has no teacher's logits, which the method needs"
        case .noOutput(let role, let path):
            "the \(role.rawValue) put nothing out at '\(path)' in this step"
        case .noSuchTap(let network, let role, let path, let nearest):
            "the \(role.rawValue) \(network) has no module '\(path)'"
                + (nearest.isEmpty
                    ? "" : "; near are \(nearest.map(\.description).joined(separator: ", "))")
                + "; 'distill list taps \(network)' shows all"
        case .noStages(let method, let network, let role):
            "'\(method)' compares feature maps, and the \(role.rawValue) \(network) has none; "
                + "name modules in '\(role.rawValue)-taps', or use a method that compares logits"
        case .noPreactivations(let method, let network, let role):
            "'\(method)' needs outputs before the activation, and the \(role.rawValue) \(network) "
                + "has no such place; name modules in '\(role.rawValue)-taps', or use another method"
        case .unlikeCounts(let method, let student, let teacher):
            "'\(method)' pairs taps one by one, and there are \(student.count) of the student "
                + "(\(student.joined(separator: ", "))) and \(teacher.count) of the teacher "
                + "(\(teacher.joined(separator: ", ")))"
        case .unlikeShapes(let method, let student, let teacher, let wayOut):
            "'\(method)' cannot compare the student's \(student) with the teacher's \(teacher); "
                + wayOut
        case .tooFewEpochs(let method, let startUp, let epochs):
            "'\(method)' begins with \(startUp) epoch\(startUp == 1 ? "" : "s") of start-up, which "
                + "leaves none of \(epochs); raise training.epochs or lower start-up-epochs"
        case .needsLabels(let method, let reason):
            "'\(method)' needs labels: \(reason)"
        case .needsTeacherNetwork(let method):
            "'\(method)' uses the teacher's own network, and there are only its answers; give the "
                + "teacher's weights"
        case .noHead(let method, let network, let role):
            "'\(method)' works with the linear head of the \(role.rawValue) \(network), which is not "
                + "at hand: the network must be in this process and end in a linear layer"
        case .exclusive(let first, let second, let reason):
            "'\(first)' and '\(second)' exclude one another: \(reason)"
        case .unsuitable(let method, let reason):
            "'\(method)': \(reason)"
        }
    }
}
