"""Opens exported Core ML packages with coremltools, and computes what their programs say.

    python check_coreml.py FOLDER       needs coremltools, numpy

FOLDER holds NAME.mlpackage, each with NAME.NUMBER.safetensors beside it: the inputs by name, and `expected`.
coremltools reads the package, the file of weights and every operation, which it checks against its
definitions. Core ML itself runs on Apple's systems alone; here the operations are carried out by NumPy, in
the types that the program states. Prints one line a package: its name, the largest difference relative to
the largest number (or to 1), its bytes.
"""

import sys
from pathlib import Path

import coremltools
import numpy as np
from coremltools.converters.mil.frontend.milproto import load as milproto
from coremltools.converters.mil.mil import types
from numpy.lib.stride_tricks import sliding_window_view

from arrays import read


# Windows, of convolutions and pooling

def windows(x, kernel, strides, pad, dilations=None, value=0.0):
    """[N, C, places..., kernel...]"""
    count = len(kernel)
    dilations = dilations or [1] * count
    pairs = [(0, 0), (0, 0)] + [(pad[2 * i], pad[2 * i + 1]) for i in range(count)]
    x = np.pad(x, pairs, constant_values=value)
    reach = [(k - 1) * d + 1 for k, d in zip(kernel, dilations)]
    view = sliding_window_view(x, reach, axis=tuple(range(2, 2 + count)))
    places = tuple(slice(None, None, s) for s in strides)
    inner = tuple(slice(None, None, d) for d in dilations)
    return view[(slice(None), slice(None)) + places + inner]


def conv(x, weight, strides, pad, dilations, groups, bias=None, **_):
    kernel = weight.shape[2:]
    view = windows(x, list(kernel), list(strides), list(pad), list(dilations))
    count, places = len(kernel), view.shape[2:2 + len(kernel)]
    outputs, inner = weight.shape[0] // groups, weight.shape[1]
    results = []
    for group in range(groups):
        part = view[:, group * inner:(group + 1) * inner]
        order = (0, *range(2, 2 + count), 1, *range(2 + count, 2 + 2 * count))
        rows = part.transpose(order).reshape(-1, inner * int(np.prod(kernel)))
        own = weight[group * outputs:(group + 1) * outputs].reshape(outputs, -1)
        table = (rows @ own.T).reshape(x.shape[0], *places, outputs)
        results.append(np.moveaxis(table, -1, 1))
    y = np.concatenate(results, axis=1)
    return y if bias is None else y + bias.reshape(1, -1, *[1] * count)


def conv_transpose(x, weight, strides, pad, dilations, groups, bias=None, **_):
    count = len(strides)
    spread = np.zeros(x.shape[:2] + tuple((n - 1) * s + 1 for n, s in zip(x.shape[2:], strides)), x.dtype)
    spread[(slice(None), slice(None)) + tuple(slice(None, None, s) for s in strides)] = x
    inner = weight.shape[0] // groups
    turned = np.flip(weight, axis=tuple(range(2, 2 + count)))
    parts = [turned[g * inner:(g + 1) * inner].swapaxes(0, 1) for g in range(groups)]
    around = []
    for k, d, i in zip(weight.shape[2:], dilations, range(count)):
        around += [(k - 1) * d - pad[2 * i], (k - 1) * d - pad[2 * i + 1]]
    return conv(spread, np.concatenate(parts), [1] * count, around, dilations, groups, bias)


def pool(x, kernel_sizes, strides, pad, reduce, value):
    kernel = list(kernel_sizes)
    pad = [0] * (2 * len(kernel)) if pad is None else list(pad)
    view = windows(x, kernel, list(strides), pad, value=value)
    return reduce(view, axis=tuple(range(2 + len(kernel), 2 + 2 * len(kernel))))


def max_pool(x, kernel_sizes, strides, ceil_mode=False, pad=None, **_):
    assert not ceil_mode
    return pool(x, kernel_sizes, strides, pad, np.max, -np.inf)


def avg_pool(x, kernel_sizes, strides, ceil_mode=False, pad=None, exclude_padding_from_average=False, **_):
    assert not ceil_mode
    if not exclude_padding_from_average:
        return pool(x, kernel_sizes, strides, pad, np.mean, 0.0)
    ones = pool(np.ones_like(x), kernel_sizes, strides, pad, np.sum, 0.0)
    return pool(x, kernel_sizes, strides, pad, np.sum, 0.0) / ones


# The rest

def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def erf(x):
    from math import erf as one
    return np.vectorize(one, otypes=[x.dtype])(x)


def gelu(x, mode):
    if mode == "EXACT":
        return x * 0.5 * (1 + erf(x / np.sqrt(2)))
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x ** 3)))


def softmax(x, axis):
    powers = np.exp(x - x.max(axis=axis, keepdims=True))
    return powers / powers.sum(axis=axis, keepdims=True)


def layer_norm(x, axes, epsilon, gamma=None, beta=None):
    axes = tuple(axes)
    mean, variance = x.mean(axis=axes, keepdims=True), x.var(axis=axes, keepdims=True)
    y = (x - mean) / np.sqrt(variance + epsilon)
    y = y if gamma is None else y * gamma
    return y if beta is None else y + beta


def lstm(x, initial_h, initial_c, weight_ih, weight_hh, bias, **_):
    h, c, width, sequence = initial_h, initial_c, weight_hh.shape[1], []
    for step in x:
        gates = step @ weight_ih.T + h @ weight_hh.T + bias
        i, f, o, z = (gates[:, n * width:(n + 1) * width] for n in range(4))
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(z)
        h = sigmoid(o) * np.tanh(c)
        sequence.append(h)
    return np.stack(sequence), h, c


def slice_by_index(x, begin, end, stride, begin_mask, end_mask, squeeze_mask, **_):
    places = []
    for axis in range(x.ndim):
        if squeeze_mask[axis]:
            places.append(int(begin[axis]))
        else:
            first = None if begin_mask[axis] else int(begin[axis])
            places.append(slice(first, None if end_mask[axis] else int(end[axis]), int(stride[axis])))
    return x[tuple(places)]


def pad(x, pad, constant_val=0, **_):
    pairs = [(pad[2 * i], pad[2 * i + 1]) for i in range(len(pad) // 2)]
    return np.pad(x, [(0, 0)] * (x.ndim - len(pairs)) + pairs, constant_values=constant_val)


def split(x, axis, split_sizes=None, **_):
    return tuple(np.split(x, np.cumsum(split_sizes)[:-1], axis=axis))


def gather(x, indices, axis, batch_dims=0):
    assert batch_dims == 0 and indices.min() >= 0 and indices.max() < x.shape[axis]
    return np.take(x, indices, axis=axis)


def reduction(function):
    return lambda x, axes, keep_dims: function(x, axis=tuple(axes), keepdims=bool(keep_dims))


def turned(x, flag):
    return x.swapaxes(-1, -2) if flag else x


OPERATIONS = {
    "conv": conv, "conv_transpose": conv_transpose, "max_pool": max_pool, "avg_pool": avg_pool,
    "add": lambda x, y: x + y, "sub": lambda x, y: x - y, "mul": lambda x, y: x * y,
    "real_div": lambda x, y: x / y, "maximum": lambda x, y: np.maximum(x, y),
    "minimum": lambda x, y: np.minimum(x, y), "pow": lambda x, y: np.power(x, y),
    "relu": lambda x: np.maximum(x, 0), "relu6": lambda x: np.clip(x, 0, 6),
    "tanh": lambda x: np.tanh(x), "erf": erf,
    "sigmoid": sigmoid, "silu": lambda x: x * sigmoid(x), "gelu": gelu, "softmax": softmax,
    "sigmoid_hard": lambda x, alpha, beta: np.clip(alpha * x + beta, 0, 1),
    "clip": lambda x, alpha, beta: np.clip(x, alpha, beta), "sqrt": lambda x: np.sqrt(x),
    "square": lambda x: np.square(x),
    "leaky_relu": lambda x, alpha: np.where(x < 0, alpha * x, x), "exp": lambda x: np.exp(x),
    "abs": lambda x: np.abs(x), "floor": lambda x: np.floor(x), "round": lambda x: np.rint(x),
    "log": lambda x, epsilon=0.0: np.log(x + epsilon),
    "elu": lambda x, alpha: np.where(x < 0, alpha * np.expm1(x), x), "softplus": lambda x: np.logaddexp(x, 0),
    "reduce_sum": reduction(np.sum), "reduce_mean": reduction(np.mean), "reduce_max": reduction(np.max),
    "reduce_log_sum_exp": reduction(lambda x, **k: np.log(np.exp(x).sum(**k))),
    "reduce_l2_norm": reduction(lambda x, **k: np.sqrt(np.square(x).sum(**k))),
    "reduce_l1_norm": reduction(lambda x, **k: np.abs(x).sum(**k)),
    "cumsum": lambda x, axis, **_: np.cumsum(x, axis=axis), "layer_norm": layer_norm, "lstm": lstm,
    "linear": lambda x, weight, bias=0: x @ weight.T + bias,
    "matmul": lambda x, y, transpose_x, transpose_y: turned(x, transpose_x) @ turned(y, transpose_y),
    "gather": gather, "gather_along_axis": lambda x, indices, axis: np.take_along_axis(x, indices, axis),
    "reshape": lambda x, shape: x.reshape(shape), "transpose": lambda x, perm: x.transpose(perm),
    "expand_dims": lambda x, axes: np.expand_dims(x, tuple(axes)),
    "squeeze": lambda x, axes: np.squeeze(x, tuple(axes)), "tile": lambda x, reps: np.tile(x, reps),
    "concat": lambda values, axis, **_: np.concatenate(values, axis=axis),
    "stack": lambda values, axis: np.stack(values, axis=axis), "split": split, "pad": pad,
    "slice_by_index": slice_by_index, "shape": lambda x: np.array(x.shape, np.int32),
    "fill": lambda shape, value: np.full(shape, value), "identity": lambda x: x,
    "cast": lambda x, dtype: x,
}


def number_type(var):
    primitive = var.dtype if var.dtype is not None else var.sym_type.get_primitive()
    return types.nptype_from_builtin(primitive)


def wide(array):
    """Halves are multiplied and added as float32, and rounded once they are stored."""
    return array.astype(np.float32) if isinstance(array, np.ndarray) and array.dtype == np.float16 else array


def constant(var):
    if var.op.op_type.startswith("constexpr_"):
        return var.op.materialized_val_inference()
    return var.val


def run(function, inputs):
    values, probabilities = {}, None
    for name, placeholder in function.inputs.items():
        values[placeholder] = inputs[name].astype(number_type(placeholder))

    def value(var):
        if var not in values:
            values[var] = constant(var)
        return values[var]

    for op in function.operations:
        if op.op_type == "const" or op.op_type.startswith("constexpr_"):
            continue
        given = {}
        for name, var in op.inputs.items():
            if isinstance(var, (list, tuple)):
                given[name] = [wide(value(each)) for each in var]
            elif var is not None and not (op.op_type == "classify" and name == "classes"):
                given[name] = wide(value(var))
        if op.op_type == "classify":
            probabilities = given["probabilities"]
            continue
        results = OPERATIONS[op.op_type](**given)
        results = results if isinstance(results, tuple) else (results,)
        for var, result in zip(op.outputs, results):
            known = [size for size in var.shape]
            assert len(known) == np.ndim(result), (op.op_type, known, np.shape(result))
            for size, found in zip(known, np.shape(result)):
                assert not isinstance(size, (int, np.integer)) or size == found, (op.op_type, known, result.shape)
            values[var] = np.asarray(result).astype(number_type(var))
    return probabilities if probabilities is not None else values[function.outputs[0]]


def main():
    for package in sorted(Path(sys.argv[1]).glob("*.mlpackage")):
        spec = coremltools.models.utils.load_spec(str(package))
        weights = package / "Data/com.apple.CoreML/weights"
        program = milproto.load(spec, spec.specificationVersion, str(weights))
        program.validate()
        described = {feature.name for feature in spec.description.input}
        function = program.functions["main"]
        assert described == set(function.inputs), (described, list(function.inputs))
        worst = 0.0
        for example in sorted(package.parent.glob(f"{package.stem}.*.safetensors")):
            arrays = read(example)
            expected = arrays.pop("expected")
            found = run(function, arrays)
            assert found.shape == expected.shape, (package.stem, found.shape, expected.shape)
            distance = np.abs(found - expected).max() / max(1.0, np.abs(expected).max())
            worst = max(worst, float(distance))
        size = sum(file.stat().st_size for file in package.rglob("*") if file.is_file())
        print(f"{package.stem}\t{worst:.3g}\t{size}", flush=True)


main()
