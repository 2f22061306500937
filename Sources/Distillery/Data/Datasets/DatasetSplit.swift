/// A part of a dataset: what is learnt from, or what is measured on.
public enum DatasetSplit: String, Sendable, Codable, CaseIterable {
    case train
    case val
}
