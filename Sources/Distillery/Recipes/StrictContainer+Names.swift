import Torch

extension StrictContainer {
    /// One of a fixed set of names; another one is an error with the nearest of them.
    func decodeName<Name: RawRepresentable & CaseIterable>(
        _ key: Key, default fallback: Name
    ) throws -> Name where Name.RawValue == String {
        guard let text = try decodeIfPresent(key, as: String.self) else { return fallback }
        if let name = Name(rawValue: text) { return name }
        let known = Name.allCases.map(\.rawValue)
        throw RecipeError.unknownName(
            path: path(of: key), name: text, nearest: nearestName(to: text, in: known),
            known: known)
    }
}
