/// The functions and classes that a checkpoint may name, and nothing else.
///
/// None of them is called: each stands for a few lines of `PickleReader` that make the value.
enum PickleGlobal {
    case rebuildTensor
    case rebuildParameter
    case storageType(ScalarType)
    case device
    case dictionary
    case set
    case size
    case encode
    case numpyScalar
    case numpyType

    /// What `module.name` stands for in a pickle, or nil when it is not allowed.
    static func lookUp(module: String, name: String) -> PickleItem? {
        let path = "\(module).\(name)"
        if let global = table[path] { return .global(global) }
        if let scalarType = scalarTypes[path] { return .value(.scalarType(scalarType)) }
        return nil
    }

    private static let table: [String: PickleGlobal] = {
        var table: [String: PickleGlobal] = [
            "torch._utils._rebuild_tensor": .rebuildTensor,
            "torch._utils._rebuild_tensor_v2": .rebuildTensor,
            "torch._utils._rebuild_parameter": .rebuildParameter,
            "torch._utils._rebuild_parameter_with_state": .rebuildParameter,
            "torch.UntypedStorage": .storageType(.uint8),
            "torch.storage.UntypedStorage": .storageType(.uint8),
            "torch.storage._UntypedStorage": .storageType(.uint8),
            "torch.Size": .size,
            "torch.device": .device,
            "collections.OrderedDict": .dictionary,
            "collections.Counter": .dictionary,
            "_codecs.encode": .encode,
            "numpy.dtype": .numpyType,
            // The older and the newer home of NumPy's numbers; best scores often are such.
            "numpy.core.multiarray.scalar": .numpyScalar,
            "numpy._core.multiarray.scalar": .numpyScalar,
        ]
        let storages: [(String, ScalarType)] = [
            ("Double", .float64), ("Float", .float32), ("Half", .float16),
            ("BFloat16", .bfloat16), ("Long", .int64), ("Int", .int32), ("Short", .int16),
            ("Char", .int8), ("Byte", .uint8), ("Bool", .bool),
        ]
        for (name, scalarType) in storages {
            table["torch.\(name)Storage"] = .storageType(scalarType)
            table["torch.cuda.\(name)Storage"] = .storageType(scalarType)
        }
        // Python 2's name for the module of built-in classes, which protocol 2 keeps, and Python 3's.
        for module in ["__builtin__", "builtins"] {
            table["\(module).set"] = .set
            table["\(module).frozenset"] = .set
        }
        return table
    }()

    private static let scalarTypes: [String: ScalarType] = [
        "torch.float64": .float64, "torch.double": .float64, "torch.float32": .float32,
        "torch.float": .float32, "torch.float16": .float16, "torch.half": .float16,
        "torch.bfloat16": .bfloat16, "torch.int64": .int64, "torch.long": .int64,
        "torch.int32": .int32, "torch.int": .int32, "torch.int16": .int16, "torch.short": .int16,
        "torch.int8": .int8, "torch.uint8": .uint8, "torch.bool": .bool,
    ]
}
