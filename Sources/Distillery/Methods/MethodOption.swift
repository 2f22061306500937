/// One option of a method: its key in recipes, the property behind it, and what it may be.
///
/// From the list of them come a method's strict decoding, its encoding, and the defaults that
/// `distill list methods` shows.
public struct MethodOption<Owner>: Sendable {
    /// The key in recipes: `label-weight`.
    public let key: String
    let decode: @Sendable (inout Owner, StrictContainer<NamedKey>) throws -> Void
    let encode: @Sendable (Owner, inout KeyedEncodingContainer<NamedKey>) throws -> Void
    /// What the option multiplies the cross-entropy with the labels by, if it is that one.
    private(set) var labelWeight: (@Sendable (Owner) -> ScheduledNumber)?

    /// - Parameters:
    ///   - expected: what a valid value is, for the error that refuses others: `above 0`.
    ///   - isValid: whether a value may be.
    public init<Value: Codable & Sendable>(
        _ key: String, _ path: any WritableKeyPath<Owner, Value> & Sendable,
        expected: String = "valid",
        where isValid: @escaping @Sendable (Value) -> Bool = { _ in true }
    ) {
        self.key = key
        decode = { owner, values in
            owner[keyPath: path] = try values.decode(
                NamedKey(key), default: owner[keyPath: path], expected: expected, where: isValid)
        }
        encode = { owner, values in try values.encode(owner[keyPath: path], forKey: NamedKey(key)) }
    }

    /// An option that may be left open; absent from a recipe that leaves it so.
    public init<Value: Codable & Sendable>(
        _ key: String, _ path: any WritableKeyPath<Owner, Value?> & Sendable,
        expected: String = "valid",
        where isValid: @escaping @Sendable (Value) -> Bool = { _ in true }
    ) {
        self.key = key
        decode = { owner, values in
            guard let value = try values.decodeIfPresent(NamedKey(key), as: Value.self) else {
                return
            }
            guard isValid(value) else {
                throw RecipeError.invalidValue(
                    path: values.path(of: NamedKey(key)), found: "\(value)", expected: expected)
            }
            owner[keyPath: path] = value
        }
        encode = { owner, values in
            try values.encodeIfPresent(owner[keyPath: path], forKey: NamedKey(key))
        }
    }

    /// A choice among names; another name is an error with the nearest of them.
    public init<Name: RawRepresentable & CaseIterable & Sendable>(
        choice key: String, _ path: any WritableKeyPath<Owner, Name> & Sendable
    ) where Name.RawValue == String {
        self.key = key
        decode = { owner, values in
            owner[keyPath: path] = try values.decodeName(
                NamedKey(key), default: owner[keyPath: path])
        }
        encode = { owner, values in
            try values.encode(owner[keyPath: path].rawValue, forKey: NamedKey(key))
        }
    }
}

extension MethodOption {
    /// What the method's own term is multiplied by: `weight`, or another key.
    public static func weight(
        _ path: any WritableKeyPath<Owner, ScheduledNumber> & Sendable, key: String = "weight"
    ) -> MethodOption {
        MethodOption(key, path, expected: "at least 0", where: \.isNeverNegative)
    }

    /// What the cross-entropy with the labels is multiplied by.
    public static func labelWeight(
        _ path: any WritableKeyPath<Owner, ScheduledNumber> & Sendable
    ) -> MethodOption {
        var option: MethodOption = .weight(path, key: "label-weight")
        option.labelWeight = { $0[keyPath: path] }
        return option
    }

    /// A number above 0.
    public static func positive(
        _ key: String, _ path: any WritableKeyPath<Owner, Double> & Sendable
    ) -> MethodOption {
        MethodOption(key, path, expected: "above 0") { $0 > 0 && $0.isFinite }
    }

    /// A number of at least 0.
    public static func notNegative(
        _ key: String, _ path: any WritableKeyPath<Owner, Double> & Sendable
    ) -> MethodOption {
        MethodOption(key, path, expected: "at least 0") { $0 >= 0 && $0.isFinite }
    }

    /// A number from 0 to 1.
    public static func share(
        _ key: String, _ path: any WritableKeyPath<Owner, Double> & Sendable
    ) -> MethodOption {
        MethodOption(key, path, expected: "between 0 and 1") { (0...1).contains($0) }
    }

    /// A whole number of at least 1.
    public static func count(
        _ key: String, _ path: any WritableKeyPath<Owner, Int> & Sendable
    ) -> MethodOption {
        MethodOption(key, path, expected: "from 1 to 1000000") { (1...1_000_000).contains($0) }
    }

    /// How many of the plan's epochs a method's start-up takes; left open it is an eighth of them.
    public static func startUpEpochs(
        _ path: any WritableKeyPath<Owner, Int?> & Sendable
    ) -> MethodOption {
        MethodOption("start-up-epochs", path, expected: "from 0 to 100000") {
            (0...100_000).contains($0)
        }
    }

    /// The taps of both networks; left open they are the ends of the stages.
    public static func taps(
        _ path: any WritableKeyPath<Owner, TapChoice> & Sendable
    ) -> [MethodOption] {
        func one(
            _ key: String, _ side: any WritableKeyPath<TapChoice, [String]?> & Sendable
        ) -> MethodOption {
            MethodOption(key: key) { owner, values in
                guard let taps = try values.decodeIfPresent(NamedKey(key), as: [String].self) else {
                    return
                }
                guard !taps.isEmpty, Set(taps).count == taps.count else {
                    throw RecipeError.invalidValue(
                        path: values.path(of: NamedKey(key)), found: "\(taps)",
                        expected: "a list of different module paths")
                }
                owner[keyPath: path][keyPath: side] = taps
            } encode: { owner, values in
                try values.encodeIfPresent(
                    owner[keyPath: path][keyPath: side], forKey: NamedKey(key))
            }
        }
        return [one("student-taps", \.student), one("teacher-taps", \.teacher)]
    }

    private init(
        key: String,
        decode: @escaping @Sendable (inout Owner, StrictContainer<NamedKey>) throws -> Void,
        encode: @escaping @Sendable (Owner, inout KeyedEncodingContainer<NamedKey>) throws -> Void
    ) {
        self.key = key
        self.decode = decode
        self.encode = encode
    }
}

extension Method {
    private static var kindKey: NamedKey { NamedKey("kind") }

    public init(from decoder: any Decoder) throws {
        let options = Self.options
        let values = try decoder.strictContainer(
            keys: [Self.kindKey.stringValue] + options.map(\.key))
        self.init()
        for option in options { try option.decode(&self, values) }
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: NamedKey.self)
        try values.encode(Self.kind, forKey: Self.kindKey)
        for option in Self.options { try option.encode(self, &values) }
    }
}
