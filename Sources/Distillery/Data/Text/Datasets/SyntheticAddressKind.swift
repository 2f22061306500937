/// Address pairs made up by rule: always there, in any number.
public struct SyntheticAddressKind: TextDatasetKind {
    public var name: String { SyntheticAddresses.name }
    public let summary = "pairs of Chinese addresses made up by rule, in three classes"

    public init() {}

    public func isPresent(_ directory: String?) -> Bool { true }

    public func open(_ plan: DataPlan) throws(TextDataError) -> TextParts {
        let options = plan.addresses ?? SyntheticAddresses.Options()
        return TextParts(
            train: SyntheticAddresses.dataset(.train, options),
            validation: SyntheticAddresses.dataset(.val, options))
    }
}
