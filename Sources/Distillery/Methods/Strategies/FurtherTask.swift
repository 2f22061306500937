/// A task beside the data's own: its head's name, who teaches it, and how.
public struct FurtherTask: Sendable, Equatable {
    /// As terms, files and messages name it: letters, digits, `-` and `_`.
    public var name: String
    public var teacher: Teacher
    /// How the head learns: from the teacher's logits alone.
    public var method: AnyMethod
    /// What the method's terms are multiplied by.
    public var weight: ScheduledNumber

    public init(
        _ name: String, teacher: Teacher,
        method: any Method = KnowledgeDistillation(alpha: 1), weight: ScheduledNumber = 1
    ) {
        self.name = name
        self.teacher = teacher
        self.method = AnyMethod(method)
        self.weight = weight
    }

    /// A network that was trained before, with classes of its own.
    public struct Teacher: Sendable, Equatable {
        /// The network; may be left out where `weights` is a folder that says it.
        public var model: ModelPlan?
        /// A weights file, a model's folder or a run's folder, of which the teacher is taken.
        public var weights: String

        public init(model: ModelPlan? = nil, weights: String) {
            self.model = model
            self.weights = weights
        }
    }

    /// Refuses a method that cannot do with the teacher's logits.
    func requireAnswersAlone() throws(MethodError) {
        let method = method.method
        let inside: MethodNeeds = [.taps, .preactivations, .teacherNetwork]
        guard method.needsTeacher, !(method is any Strategy), method.needs.isDisjoint(with: inside)
        else {
            throw .unsuitable(
                method: SeveralTasks.kind,
                reason: "task '\(name)' is taught by its teacher's logits alone, which is not what "
                    + "'\(method.title)' learns from; take a method between logits, as "
                    + "{kind: kd, alpha: 1}, and put others into 'methods', for the data's own "
                    + "task")
        }
        if method.countsLabels {
            throw .needsLabels(
                method: method.title,
                reason: "the data has none of task '\(name)'; take the teacher's word alone (kd "
                    + "with alpha 1; logits-mse, dist, mlkd and others with label-weight 0)")
        }
    }
}

extension FurtherTask: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable { case name, teacher, method, weight }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        name = try values.decode(.name)
        guard Self.isName(name) else {
            throw RecipeError.invalidValue(
                path: values.path(of: .name), found: "'\(name)'",
                expected: "letters, digits, - and _, since files are named after it")
        }
        teacher = try values.decode(.teacher)
        method = try values.decode(
            .method, default: AnyMethod(KnowledgeDistillation(alpha: 1)))
        weight = try values.decode(
            .weight, default: 1, expected: "at least 0", where: \.isNeverNegative)
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
    }
}

extension FurtherTask.Teacher: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable { case model, weights }

    /// A mapping, or the path of the weights alone.
    public init(from decoder: any Decoder) throws {
        let path = keyPath(decoder.codingPath)
        if let weights = try? decoder.singleValueContainer().decode(String.self) {
            if ModelCatalog.builtIn.entries.contains(where: { $0.name == weights }) {
                throw Self.untrained(path: path, found: "the network '\(weights)' alone")
            }
            self.weights = weights
            return
        }
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        if let kind = try? values.decodeIfPresent(.model, as: String.self) {
            model = ModelPlan(kind)
        } else {
            model = try values.decodeIfPresent(.model)
        }
        guard let weights: String = try values.decodeIfPresent(.weights) else {
            throw Self.untrained(path: path, found: "without 'weights'")
        }
        self.weights = weights
    }

    /// The data has no labels of the task, so that no run on it could train the teacher.
    private static func untrained(path: String, found: String) -> RecipeError {
        .invalidValue(
            path: path, found: found,
            expected: "the weights of a trained network: a further task's teacher is not trained "
                + "by the run; train it first on data of its own ('distill teach'), and name its "
                + "folder")
    }
}
