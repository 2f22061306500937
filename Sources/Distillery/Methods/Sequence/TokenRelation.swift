import Torch

/// How the tokens of a text lie to one another in a layer of both networks: scaled products of two of
/// queries, keys and values, head by head.
///
/// Of queries and keys they are what attention takes the softmax of; the heads need not be those of the
/// networks, but are as many on both sides.
struct TokenRelation: Sendable, Equatable {
    /// The paths of what is multiplied in one network.
    struct Side: Sendable, Equatable {
        var first: String
        var second: String
    }

    let student: Side
    let teacher: Side
    let heads: Int

    var taps: Taps {
        Taps(student: [student.first], teacher: [teacher.first])
            .union(Taps(student: [student.second], teacher: [teacher.second]))
    }

    /// `A Bᵀ / √d` of both, `[N, heads, length, length]`.
    private func scores(_ step: DistillationStep) throws -> (student: Tensor, teacher: Tensor) {
        (
            try step.student(at: student.first).scores(step.student(at: student.second), heads),
            try step.teacher(at: teacher.first).scores(step.teacher(at: teacher.second), heads)
        )
    }

    func squaredError(_ step: DistillationStep, _ mask: TokenMask) throws -> Tensor {
        let scores = try scores(step)
        return try mask.squaredError(ofScores: scores.student, from: scores.teacher)
    }

    func divergence(_ step: DistillationStep, _ mask: TokenMask) throws -> Tensor {
        let scores = try scores(step)
        return try mask.divergence(ofScores: scores.student, from: scores.teacher)
    }
}

extension Tensor {
    /// Products of tokens `[N, length, width]` with others, over the root of a head's width.
    fileprivate func scores(_ others: Tensor, _ heads: Int) throws(TorchError) -> Tensor {
        let width = shape[2] / heads
        let columns = try others.inHeads(heads).transposed(2, 3)
        return try inHeads(heads).matrixProduct(with: columns) / Double(width).squareRoot()
    }
}

extension MethodSetting {
    /// The attention of pairs of layers, in the networks' own heads.
    ///
    /// - Throws: `MethodError.unsuitable` where the numbers of heads differ.
    func attention(_ layers: LayerMap, for method: String) throws(MethodError) -> [TokenRelation] {
        try relations(.queries, .keys, layers, heads: likeHeads(for: method), for: method)
    }

    /// Relations of two projections in pairs of layers.
    func relations(
        _ first: TokenPlaces.Projection, _ second: TokenPlaces.Projection, _ layers: LayerMap,
        heads: Int, for method: String
    ) throws(MethodError) -> [TokenRelation] {
        let own = try student.requireAttention(for: method)
        let taught = try requireTeacher(for: method).requireAttention(for: method)
        func side(_ places: TokenPlaces, _ layer: Int) -> TokenRelation.Side {
            TokenRelation.Side(
                first: places.paths(of: first)[layer], second: places.paths(of: second)[layer])
        }
        return try layers.pairs(
            student: own.queries.count, teacher: taught.queries.count, for: method
        ).map {
            TokenRelation(
                student: side(own, $0.student), teacher: side(taught, $0.teacher), heads: heads)
        }
    }

    /// The heads of both networks.
    ///
    /// - Throws: `MethodError.unsuitable` where the numbers differ.
    func likeHeads(for method: String) throws(MethodError) -> Int {
        let teacher = try requireTeacher(for: method)
        let own = try student.requireAttention(for: method).heads
        let taught = try teacher.requireAttention(for: method).heads
        guard own == taught else {
            throw .unsuitable(
                method: method,
                reason: "it compares attention head by head, and the student \(student.name) has "
                    + "\(own) heads, the teacher \(teacher.name) \(taught); take 'minilm-v2', which "
                    + "divides both widths into heads of its own, or a student of \(taught) heads")
        }
        return own
    }
}
