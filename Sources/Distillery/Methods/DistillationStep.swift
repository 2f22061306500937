import Torch

/// What a method may look at in one step.
public struct DistillationStep {
    /// What both networks saw, `[batch, channels, height, width]`.
    public var inputs: Tensor?
    /// The student's logits, `[batch, classes]`, with their graph.
    public var student: Tensor
    /// The teacher's logits for the same views, `[batch, classes]`, cut off from autograd.
    public var teacher: Tensor?
    /// The student's outputs by the paths of the taps, with their graph.
    public var studentTaps: [String: Tensor]
    /// The teacher's outputs by the paths of the taps, cut off from autograd.
    public var teacherTaps: [String: Tensor]
    /// What both networks guess at every place of the texts, `[batch, length, words]`, where words are
    /// hidden and `student` and `teacher` are the rows of those; nil elsewhere.
    public var everyPlace: (student: Tensor, teacher: Tensor?)?
    /// The answer of each of several teachers; empty where there is one.
    public var members: [TeacherAnswer] = []
    public var targets: Targets
    /// The places of the examples in their data set: the same in every epoch.
    public var indices: [Int]
    /// The epoch of this phase that the step belongs to, from 0.
    public var epoch: Int
    /// How many epochs this phase has.
    public var epochs: Int
    /// The name of the phase before the main one that the step belongs to; nil in the main one.
    public var phase: String?
    /// What the method of this step listens to.
    public private(set) var taps = Taps.none

    public init(
        inputs: Tensor? = nil, student: Tensor, teacher: Tensor?,
        studentTaps: [String: Tensor] = [:], teacherTaps: [String: Tensor] = [:],
        targets: Targets, indices: [Int] = [], epoch: Int = 0, epochs: Int = 1,
        phase: String? = nil
    ) {
        self.inputs = inputs
        self.student = student
        self.teacher = teacher
        self.studentTaps = studentTaps
        self.teacherTaps = teacherTaps
        self.targets = targets
        self.indices = indices
        self.epoch = epoch
        self.epochs = epochs
        self.phase = phase
    }

    /// The step as a method sees it that listens to `taps`.
    public func listening(to taps: Taps) -> DistillationStep {
        var copy = self
        copy.taps = taps
        return copy
    }

    /// The step with some of its examples: those of `rows` (`int64`, `[kept]`).
    public func keeping(rows: Tensor) throws(TorchError) -> DistillationStep {
        func cut(_ tensor: Tensor) throws(TorchError) -> Tensor {
            try tensor.select(dimension: 0, indices: rows)
        }
        func cut(_ tensors: [String: Tensor]) throws(TorchError) -> [String: Tensor] {
            var kept: [String: Tensor] = [:]
            for (path, tensor) in tensors { kept[path] = try cut(tensor) }
            return kept
        }
        var step = self
        step.everyPlace = nil
        step.student = try cut(student)
        step.teacher = try teacher.map(cut)
        step.inputs = try inputs.map(cut)
        step.studentTaps = try cut(studentTaps)
        step.teacherTaps = try cut(teacherTaps)
        step.targets = try targets.keeping(rows: rows)
        let places: [Int64] = try rows.elements()
        if !indices.isEmpty { step.indices = places.map { indices[Int($0)] } }
        return step
    }

    /// The teacher's logits.
    ///
    /// - Throws: `MethodError.noTeacher` where a method was run without the teacher that it needs.
    public func requireTeacher() throws(MethodError) -> Tensor {
        guard let teacher else { throw .noTeacher }
        return teacher
    }

    /// What both networks saw.
    ///
    /// - Throws: `MethodError.unsuitable` where the step has only what came out.
    public func requireInputs(for method: String) throws(MethodError) -> Tensor {
        guard let inputs else {
            throw .unsuitable(
                method: method,
                reason: "it shows the pictures to networks of its own, "
                    + "and the step has none")
        }
        return inputs
    }

    /// The student's output at a tap.
    ///
    /// - Throws: `MethodError.noOutput` where nothing was put out there.
    public func student(at path: String) throws(MethodError) -> Tensor {
        guard let output = studentTaps[path] else {
            throw .noOutput(role: .student, path: path)
        }
        return output
    }

    /// The teacher's output at a tap.
    ///
    /// - Throws: `MethodError.noOutput` where nothing was put out there.
    public func teacher(at path: String) throws(MethodError) -> Tensor {
        guard let output = teacherTaps[path] else {
            throw .noOutput(role: .teacher, path: path)
        }
        return output
    }

    /// Outputs of both networks at the method's taps, pair by pair.
    public func tapped() throws(MethodError) -> [(student: Tensor, teacher: Tensor)] {
        var pairs: [(Tensor, Tensor)] = []
        for (own, taught) in zip(taps.student, taps.teacher) {
            pairs.append((try student(at: own), try teacher(at: taught)))
        }
        return pairs
    }
}
