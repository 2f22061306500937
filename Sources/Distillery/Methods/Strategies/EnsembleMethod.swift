import Torch

/// Learning from several teachers together: `teachers: {together: …}` in a recipe.
///
/// Teachers with a method of their own teach by it, with their own answers and taps; the others share
/// one method, which sees their average. The terms add up; those of a teacher with a method of its own
/// are multiplied by its weight. The cross-entropy with the labels counts once, with the weight that
/// the first method gives it.
struct EnsembleMethod: Strategy {
    static let kind = "together"
    static let summary = "several teachers: 'teachers:' in a recipe"
    static let paper = Paper(
        "You et al.", "Learning from Multiple Teacher Networks", 2017)
    static let options: [MethodOption<Self>] = []

    /// The method of the teachers that have none of their own.
    var shared: AnyMethod
    /// One entry a teacher: its own method, nil where it shares.
    var own: [AnyMethod?]
    var weights: [Double]
    /// Whether the average looks at labels.
    var looksAtLabels: Bool

    init() { self.init(shared: AnyMethod(KnowledgeDistillation()), own: [], weights: []) }

    init(
        shared: AnyMethod, own: [AnyMethod?], weights: [Double], looksAtLabels: Bool = false
    ) {
        self.shared = shared
        self.own = own
        self.weights = weights
        self.looksAtLabels = looksAtLabels
    }

    /// The places of the teachers whose answers are averaged.
    var averaged: [Int] { own.indices.filter { own[$0] == nil } }

    /// The shared method, where anybody shares it, and those of single teachers.
    var methods: [AnyMethod] {
        (averaged.isEmpty ? [] : [shared]) + own.compactMap { $0 }
    }

    var title: String { methods.map(\.method.title).joined(separator: "+") }

    var needs: MethodNeeds {
        let own: MethodNeeds = looksAtLabels ? [.teacher, .plainLabels] : .teacher
        return methods.reduce(own) { $0.union($1.method.needs) }
    }

    func makeObjective(for setting: MethodSetting) throws -> any Objective {
        try requireTrainingPictures()
        try requireSharedTasks()
        let teachers = try setting.requireTeacher(for: title).members
        var objectives: [any Objective] = []
        var names: [String] = []
        if !averaged.isEmpty {
            try requireOnlyAnswers()
            objectives.append(try shared.method.makeObjective(for: setting))
            names.append(shared.method.title)
        }
        for (place, method) in own.enumerated() {
            guard let method else { continue }
            var alone = setting
            alone.teacher = teachers[place]
            objectives.append(
                MemberObjective(
                    try method.method.makeObjective(for: alone), place: place,
                    weight: weights[place]))
            names.append("teacher-\(place + 1)-\(method.method.title)")
        }
        if averaged.count == own.count { return objectives[0] }
        return CombinedObjective(objectives, names: names, labelsOwner: nil)
    }

    /// Refuses a method that shows the networks pictures of its own beside others.
    private func requireTrainingPictures() throws(MethodError) {
        for case let method in methods.map(\.method)
        where !type(of: method).usesTrainingPictures {
            throw .unsuitable(
                method: method.title,
                reason: "it shows the networks pictures of its own, which teachers together cannot "
                    + "share; give it one 'teacher'")
        }
    }

    /// Refuses further tasks that are one teacher's affair, or nobody's.
    private func requireSharedTasks() throws(MethodError) {
        let isOwn = own.contains { $0?.method is SeveralTasks }
        guard isOwn || (averaged.isEmpty && shared.method is SeveralTasks) else { return }
        throw .unsuitable(
            method: SeveralTasks.kind,
            reason: "the heads are the student's, whoever of several teachers teaches it; make it "
                + "the recipe's 'method', and leave a teacher without a 'method' of its own")
    }

    /// Refuses a shared method that looks into its teacher: an average has no inside.
    private func requireOnlyAnswers() throws(MethodError) {
        let inside: MethodNeeds = [.taps, .preactivations, .teacherNetwork]
        guard shared.method.needs.isDisjoint(with: inside) else {
            throw .unsuitable(
                method: shared.method.title,
                reason: "it looks into one teacher, and here it is given the average of "
                    + "\(averaged.count); give each teacher a 'method' of its own")
        }
    }
}
