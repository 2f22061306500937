/// Operators whose work the literature's multiply-adds leave out.
enum FreeOperators {
    static func contains(_ operation: Operator) -> Bool {
        if ViewOperators.contains(operation) { return true }
        let name = operation.isInPlace ? String(operation.name.dropLast()) : operation.name
        return names.contains(name)
    }

    private static let names = Set(
        (activations + arithmetic + normalization + pooling + reductions + arrangement + creation)
            .map { "aten::\($0)" })

    private static let activations = [
        "celu", "elu", "gelu", "glu", "hardsigmoid", "hardswish", "hardtanh", "leaky_relu",
        "log_sigmoid", "log_softmax", "mish", "prelu", "relu", "relu6", "selu", "sigmoid", "silu",
        "softmax", "softplus", "tanh", "threshold",
    ]
    private static let arithmetic = [
        "abs", "add", "addcmul", "addcdiv", "bitwise_and", "bitwise_not", "bitwise_or", "clamp",
        "clamp_max", "clamp_min", "cos", "div", "eq", "erf", "exp", "floor", "fmod", "ge", "gt",
        "isfinite", "isnan", "le", "lerp", "log", "log1p", "log2", "logical_and", "logical_not",
        "logical_or", "lt", "masked_fill", "maximum", "minimum", "mul", "ne", "neg", "pow",
        "reciprocal", "remainder", "round", "rsqrt", "rsub", "sign", "sin", "sqrt", "square",
        "sub", "where",
    ]
    private static let normalization = [
        "batch_norm", "group_norm", "instance_norm", "layer_norm", "local_response_norm",
        "native_batch_norm", "native_group_norm", "native_layer_norm", "normalize", "rms_norm",
    ]
    private static let pooling = [
        "adaptive_avg_pool1d", "adaptive_avg_pool2d", "adaptive_avg_pool3d",
        "adaptive_max_pool1d", "adaptive_max_pool2d", "adaptive_max_pool3d", "avg_pool1d",
        "avg_pool2d", "avg_pool3d", "max_pool1d", "max_pool2d", "max_pool2d_with_indices",
        "max_pool3d", "upsample_bicubic2d", "upsample_bilinear2d", "upsample_nearest1d",
        "upsample_nearest2d",
    ]
    private static let reductions = [
        "all", "amax", "amin", "any", "argmax", "argmin", "argsort", "cumsum", "linalg_vector_norm",
        "logsumexp", "max", "mean", "median", "min", "norm", "prod", "sort", "std", "sum", "topk",
        "var", "var_mean",
    ]
    private static let arrangement = [
        "_reshape_copy", "_unsafe_view", "cat", "channel_shuffle", "clone", "concat",
        "constant_pad_nd", "copy",
        "embedding", "flip", "gather", "index", "index_put", "index_select", "masked_select",
        "native_channel_shuffle", "one_hot", "pad", "pixel_shuffle", "pixel_unshuffle",
        "reflection_pad2d", "repeat", "repeat_interleave", "replication_pad2d", "roll", "scatter",
        "scatter_add", "stack", "tile", "tril", "triu",
    ]
    private static let creation = [
        "arange", "empty", "empty_like", "eye", "fill", "full", "full_like", "linspace", "normal",
        "ones", "ones_like", "rand", "randn", "randperm", "scalar_tensor", "uniform", "zero",
        "zeros", "zeros_like",
    ]
}
