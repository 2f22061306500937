import Torch

/// How queries, keys and values each lie to one another:
/// `query-weight · KL(Q) + key-weight · KL(K) + value-weight · KL(V) + cross-entropy`, of the student's last
/// layer and one of the teacher's.
///
/// `KL(X) = KL(softmax(X_t X_tᵀ / √d) ‖ softmax(X_s X_sᵀ / √d))` over the tokens that are no padding, the
/// mean over relation heads and tokens. Both widths are divided into relation heads anew, so that neither
/// widths nor heads need agree.
public struct MiniLMv2: Method {
    public static let kind = "minilm-v2"
    public static let summary = "relations of queries, keys and values, for any number of heads"
    public static let paper = Paper(
        "Wang et al.",
        "MiniLMv2: Multi-Head Self-Attention Relation Distillation for Compressing Pretrained "
            + "Transformers", 2021)
    public static let options: [MethodOption<Self>] = [
        .weight(\.queryWeight, key: "query-weight"), .weight(\.keyWeight, key: "key-weight"),
        .weight(\.valueWeight, key: "value-weight"),
        MethodOption("relation-heads", \.relationHeads, expected: "from 1 to 1024") {
            (1...1024).contains($0)
        },
        MethodOption("teacher-layer", \.teacherLayer, expected: "from 0 to 1000") {
            (0...1000).contains($0)
        },
        .labelWeight(\.labelWeight),
    ]

    public var queryWeight: ScheduledNumber = 1
    public var keyWeight: ScheduledNumber = 1
    public var valueWeight: ScheduledNumber = 1
    /// Left open it is the largest number up to 48 that divides both widths.
    public var relationHeads: Int?
    /// The teacher's layer, counted from 0; left open it is the last.
    public var teacherLayer: Int?
    public var labelWeight: ScheduledNumber = 1

    public init() {}

    public var needs: MethodNeeds { [.teacher, .labels, .taps, .tokens] }
    public var suits: Set<TaskKind> { Set(TaskKind.allCases) }

    public func makeObjective(for setting: MethodSetting) throws -> any Objective {
        let heads = try heads(in: setting)
        let layers = try layers(in: setting)
        func part(
            _ projection: TokenPlaces.Projection, _ weight: ScheduledNumber
        ) throws -> RelationObjective.Part {
            RelationObjective.Part(
                name: projection.rawValue,
                relations: try setting.relations(
                    projection, projection, layers, heads: heads, for: Self.kind),
                weight: weight)
        }
        return RelationObjective(
            Self.kind,
            [
                try part(.queries, queryWeight), try part(.keys, keyWeight),
                try part(.values, valueWeight),
            ], labelWeight: labelWeight)
    }

    private func layers(in setting: MethodSetting) throws(MethodError) -> LayerMap {
        guard let teacherLayer else { return .last }
        return .pairs([
            [try setting.student.requireAttention(for: Self.kind).queries.count - 1, teacherLayer]
        ])
    }

    /// The relation heads, which divide the widths of what is multiplied.
    private func heads(in setting: MethodSetting) throws(MethodError) -> Int {
        var widths: [Int] = []
        for network in [setting.student, try setting.requireTeacher(for: Self.kind)] {
            let places = try network.requireAttention(for: Self.kind)
            for path in places.queries + places.keys + places.values {
                widths.append(try network.tap(path).shape.last ?? 1)
            }
        }
        func divides(_ heads: Int) -> Bool { widths.allSatisfy { $0.isMultiple(of: heads) } }
        let largest = (1...48).last(where: divides) ?? 1
        guard let relationHeads, !divides(relationHeads) else { return relationHeads ?? largest }
        throw .unsuitable(
            method: Self.kind,
            reason: "\(relationHeads) relation heads do not divide the widths of attention "
                + "(\(Set(widths).sorted().map(String.init).joined(separator: ", "))); "
                + "\(largest) do")
    }
}
