import Torch

extension Decoder {
    /// One of several types, chosen by the `kind` that stands beside its values, or by a kind alone where
    /// the type's own values will do: `{kind: flip, probability: 0.3}`, or `flip`.
    ///
    /// - Parameter types: the kinds that there are, each with what decodes its type.
    /// - Throws: `RecipeError.missingKey`, `RecipeError.unknownName` with the nearest kind, and what the
    ///   type itself refuses.
    func decodeKind<Value>(
        of types: [(kind: String, decode: (any Decoder) throws -> Value)]
    ) throws -> Value {
        func type(named kind: String) throws -> (any Decoder) throws -> Value {
            if let type = types.first(where: { $0.kind == kind }) { return type.decode }
            let known = types.map(\.kind)
            throw RecipeError.unknownName(
                path: keyPath(codingPath), name: kind, nearest: nearestName(to: kind, in: known),
                known: known)
        }
        if let kind = try? singleValueContainer().decode(String.self) {
            return try type(named: kind)(NoValues(codingPath: codingPath))
        }
        let values = try container(keyedBy: KindKey.self)
        guard let kind = try values.decodeIfPresent(String.self, forKey: .kind) else {
            throw RecipeError.missingKey(path: keyPath(codingPath), key: KindKey.kind.rawValue)
        }
        return try type(named: kind)(self)
    }
}

private enum KindKey: String, CodingKey { case kind }
