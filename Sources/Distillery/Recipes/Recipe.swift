import Yams

/// A whole run as one strict, typed file: data, teacher, student, method, training.
public struct Recipe: Codable, Sendable, Equatable {
    /// The run's name; its folder under `runs/` is called so.
    public var name: String?
    public var data: DataPlan
    public var teacher: TeacherPlan?
    /// Several teachers, in place of `teacher`.
    public var teachers: TeachersPlan?
    public var student: StudentPlan?
    /// How to teach: `method:`, or, for several at once, the list `methods:`.
    public var method: AnyMethod
    public var training: TrainingPlan
    /// The first seed: initial weights, order, views and dropout follow from it.
    public var seed: UInt64
    /// How many seeds in a row student and control are trained with.
    public var seeds: Int
    /// Whether the student is also trained alone, under the same recipe and budget.
    public var control: Bool
    public var device: String
    /// Threads of one operator; `nil` is as many as the machine has cores.
    public var threads: Int?
    /// The methods of `distill compare`; a run takes no notice of them.
    public var compare: [ComparedMethod]?
    /// What `distill search` tries; a run takes no notice of it.
    public var search: SearchPlan?
    /// The rounds of `distill select`; a run takes no notice of them.
    public var select: SelectionPlan?

    public init(
        name: String? = nil, data: DataPlan, teacher: TeacherPlan? = nil,
        teachers: TeachersPlan? = nil, student: StudentPlan? = nil,
        method: any Method = KnowledgeDistillation(),
        training: TrainingPlan = TrainingPlan(), seed: UInt64 = 1, seeds: Int = 1,
        control: Bool = true, device: String = "cpu", threads: Int? = nil
    ) {
        self.name = name
        self.data = data
        self.teacher = teacher
        self.teachers = teachers
        self.student = student
        self.method = AnyMethod(method)
        self.training = training
        self.seed = seed
        self.seeds = seeds
        self.control = control
        self.device = device
        self.threads = threads
    }

    /// The recipe as YAML, every key with its value.
    public func yaml() throws -> String {
        let encoder = YAMLEncoder()
        encoder.options.allowUnicode = true
        guard var tree = try Yams.compose(yaml: encoder.encode(self)) else { return "" }
        tree.writeNumbersPlainly()
        return try Yams.serialize(node: tree, allowUnicode: true)
    }

    /// The run's name: its own, or one made of what it does.
    public var title: String {
        if let name { return name }
        guard let student else {
            return "\(data.dataset)-\(teacher?.model?.kind ?? "teacher")-labels"
        }
        return "\(data.dataset)-\(student.model.kind)-\(method.method.title)"
    }
}

extension Recipe {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case name, data, teacher, teachers, student, method, methods, training, seed, seeds
        case control, device, threads, compare, search, select
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        self.init(
            name: try values.decodeIfPresent(.name),
            data: try values.decode(.data),
            teacher: try values.decodeIfPresent(.teacher),
            teachers: try values.decodeIfPresent(.teachers),
            student: try values.decodeIfPresent(.student),
            training: try values.decode(.training, default: TrainingPlan()),
            seed: try values.decode(.seed, default: 1),
            seeds: try values.decode(
                .seeds, default: 1, expected: "from 1 to 100", where: { (1...100).contains($0) }),
            control: try values.decode(.control, default: true),
            device: try values.decode(.device, default: "cpu"),
            threads: try values.decodePositive(.threads))
        method = try Self.method(in: values)
        compare = try values.decodeIfPresent(.compare)
        search = try values.decodeIfPresent(.search)
        select = try values.decodeIfPresent(.select)
        try requireSense()
    }

    private static func method(in values: StrictContainer<CodingKeys>) throws -> AnyMethod {
        guard let list: [AnyMethod] = try values.decodeIfPresent(.methods) else {
            return try values.decode(.method, default: AnyMethod(KnowledgeDistillation()))
        }
        if try values.decodeIfPresent(.method, as: AnyMethod.self) != nil {
            throw RecipeError.invalidValue(
                path: "methods", found: "beside 'method'", expected: "the only one of the two")
        }
        guard let first = list.first else {
            throw RecipeError.invalidValue(
                path: "methods", found: "an empty list", expected: "a list of methods")
        }
        return list.count == 1 ? first : AnyMethod(CombinedMethod(list.map(\.method)))
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encodeIfPresent(name, forKey: .name)
        try values.encode(data, forKey: .data)
        try values.encodeIfPresent(teacher, forKey: .teacher)
        try values.encodeIfPresent(teachers, forKey: .teachers)
        try values.encodeIfPresent(student, forKey: .student)
        if let combined = method.method as? CombinedMethod {
            try values.encode(combined.methods, forKey: .methods)
        } else {
            try values.encode(method, forKey: .method)
        }
        try values.encode(training, forKey: .training)
        try values.encode(seed, forKey: .seed)
        try values.encode(seeds, forKey: .seeds)
        try values.encode(control, forKey: .control)
        try values.encode(device, forKey: .device)
        try values.encodeIfPresent(threads, forKey: .threads)
        try values.encodeIfPresent(compare, forKey: .compare)
        try values.encodeIfPresent(search, forKey: .search)
        try values.encodeIfPresent(select, forKey: .select)
    }

    /// Refuses combinations that no key alone shows to be wrong.
    private func requireSense() throws(RecipeError) {
        guard teacher != nil || teachers != nil || student != nil else {
            throw .missingKey(path: "", key: "student")
        }
        try requireTeachersMakeSense()
        if student != nil, !hasTeacher, method.method.needsTeacher {
            throw .missingKey(path: "", key: "teacher")
        }
        if let name, name.contains("/") || name.hasPrefix(".") || name.isEmpty {
            throw .invalidValue(path: "name", found: "'\(name)'", expected: "a folder's name")
        }
    }
}
