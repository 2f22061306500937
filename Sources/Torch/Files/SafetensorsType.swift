/// The names that safetensors gives to element types.
enum SafetensorsType {
    private static let table: [(name: String, scalarType: ScalarType)] = [
        ("F64", .float64), ("F32", .float32), ("F16", .float16), ("BF16", .bfloat16),
        ("I64", .int64), ("I32", .int32), ("I16", .int16), ("I8", .int8), ("U8", .uint8),
        ("BOOL", .bool),
    ]

    static let names = table.map(\.name)

    private static let byName = Dictionary(uniqueKeysWithValues: table.map { ($0.0, $0.1) })
    private static let byType = Dictionary(uniqueKeysWithValues: table.map { ($0.1, $0.0) })

    /// The element type of that name, or nil.
    static func scalarType(named name: String) -> ScalarType? { byName[name] }

    /// The name of `scalarType`; every type of the engine has one, which a test holds.
    static func name(of scalarType: ScalarType) -> String { byType[scalarType, default: ""] }
}
