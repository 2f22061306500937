import Torch

/// The methods that recipes can name.
public struct MethodCatalog: Sendable {
    public let types: [any Method.Type]

    /// A library user may add types of their own: `MethodCatalog(MethodCatalog.standard.types + […])`.
    public init(_ types: [any Method.Type]) { self.types = types }

    public static let standard = MethodCatalog(
        response + feature + relation + sequence + embedding + students + [LabelLearning.self]
            + strategies)

    private static let response: [any Method.Type] = [
        KnowledgeDistillation.self,
        LogitRegression.self,
        DecoupledDistillation.self,
        LogitStandardization.self,
        CorrelationDistillation.self,
        MultiLevelDistillation.self,
        CurriculumTemperature.self,
        WeightedSoftLabels.self,
        OneForAll.self,
        TeacherFree.self,
    ]

    private static let feature: [any Method.Type] = [
        HintDistillation.self,
        FeatureRegression.self,
        CosineDistillation.self,
        AttentionTransfer.self,
        NeuronSelectivityTransfer.self,
        VariationalInformation.self,
        ActivationBoundaries.self,
        FactorTransfer.self,
        FlowOfSolution.self,
        OverhaulDistillation.self,
        ReviewDistillation.self,
        RepresentationRegression.self,
        ClassAttentionTransfer.self,
        ContrastiveRepresentation.self,
    ]

    private static let relation: [any Method.Type] = [
        RelationalDistillation.self,
        ProbabilisticTransfer.self,
        SimilarityPreserving.self,
        CorrelationCongruence.self,
        InterChannelCorrelation.self,
    ]

    private static let sequence: [any Method.Type] = [
        HiddenRegression.self,
        EmbeddingRegression.self,
        AttentionRegression.self,
        AttentionDivergence.self,
        TinyBERT.self,
        MiniLM.self,
        MiniLMv2.self,
        DistilBERT.self,
        PatientDistillation.self,
    ]

    private static let embedding: [any Method.Type] = [
        VectorRegression.self,
        VectorCosine.self,
        SimilarityDivergence.self,
        MarginRegression.self,
    ]

    private static let students: [any Method.Type] = [
        MutualLearning.self,
        BornAgain.self,
        BeYourOwnTeacher.self,
        DataFreeDistillation.self,
    ]

    private static let strategies: [any Method.Type] = [
        StagedTraining.self,
        LayerByLayer.self,
        Curriculum.self,
        AbilityWeighting.self,
        SeveralTasks.self,
    ]

    /// The type of that name.
    ///
    /// - Throws: `RecipeError.unknownName` with the nearest name.
    public func type(named kind: String, path: String) throws(RecipeError) -> any Method.Type {
        if let type = types.first(where: { $0.kind == kind }) { return type }
        let known = types.map { $0.kind }
        throw .unknownName(
            path: path, name: kind, nearest: nearestName(to: kind, in: known), known: known)
    }
}

extension CodingUserInfoKey {
    /// The `MethodCatalog` that decoders of recipes use; absent is the standard one.
    public static let methodCatalog = CodingUserInfoKey(rawValue: "distillery.methods")
}

/// A method whose type its `kind` chooses while decoding: `{kind: kd, alpha: 0.9}`, or `kd` alone.
public struct AnyMethod: Codable, Sendable, Equatable {
    public var method: any Method

    public init(_ method: any Method) { self.method = method }

    private enum CodingKeys: String, CodingKey { case kind }

    public init(from decoder: any Decoder) throws {
        let catalog =
            CodingUserInfoKey.methodCatalog.flatMap { decoder.userInfo[$0] as? MethodCatalog }
            ?? .standard
        let path = keyPath(decoder.codingPath)
        if let kind = try? decoder.singleValueContainer().decode(String.self) {
            method = try catalog.type(named: kind, path: path).init()
            return
        }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let kind = try container.decodeIfPresent(String.self, forKey: .kind)
        let type = try catalog.type(named: kind ?? KnowledgeDistillation.kind, path: path)
        method = try type.init(from: decoder)
    }

    public func encode(to encoder: any Encoder) throws { try method.encode(to: encoder) }

    public static func == (left: AnyMethod, right: AnyMethod) -> Bool {
        func same<M: Method>(_ method: M) -> Bool { method == right.method as? M }
        return same(left.method)
    }
}
