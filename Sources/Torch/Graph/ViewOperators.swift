/// Operators whose result may share the memory of their first argument.
///
/// Some copy in certain cases (`reshape`, `contiguous`); they count as views all the same.
enum ViewOperators {
    static func contains(_ operation: Operator) -> Bool { names.contains(operation.name) }

    private static let names: Set<String> = Set(
        [
            "alias", "as_strided", "atleast_1d", "atleast_2d", "atleast_3d", "broadcast_tensors",
            "broadcast_to", "chunk", "contiguous", "detach", "diagonal",
            "dropout", "dsplit", "expand", "expand_as", "feature_dropout", "flatten", "hsplit",
            "lift_fresh", "meshgrid", "movedim", "moveaxis", "narrow", "numpy_T",
            "permute", "positive", "ravel", "real", "reshape", "reshape_as", "select", "slice",
            "split", "split_with_sizes", "squeeze", "swapaxes", "swapdims", "t", "tensor_split",
            "to", "transpose", "type_as", "unbind", "unflatten", "unfold", "unsafe_chunk",
            "unsafe_split", "unsqueeze", "view", "view_as", "vsplit",
        ].map { "aten::\($0)" })
}

extension Operator {
    /// Whether this is an operator that changes its first argument, by the schema's naming.
    var isInPlace: Bool { name.hasSuffix("_") && !name.hasSuffix("__") }
}
