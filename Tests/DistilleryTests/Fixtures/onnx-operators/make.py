"""One operator a file, and what onnxruntime computes for two sets of inputs.

Needs onnx 1.23, onnxruntime 1.32 and numpy.

NAME.json lists the examples: inputs and outputs by name. onnxruntime runs without improving the graph, so that what
is quantised is computed as ONNX defines it; what whole numbers give is compared with onnx's own reference besides.
"""

import json
from pathlib import Path

import ml_dtypes
import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

HERE = Path(__file__).parent
rng = np.random.default_rng(11)


def session(path):
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def listed(values):
    return {n: {"type": str(v.dtype), "shape": list(v.shape),
                "elements": [float(f"{e:.7g}") if v.dtype.kind == "f" else e
                             for e in v.flatten().tolist()]} for n, v in values.items()}


def save(name, nodes, examples, weights=(), outputs=("y",), version=21, domains=(), reference=None):
    """Writes a file that takes the examples' names, with open first sizes."""
    first = examples[0]
    kinds = {n: helper.np_dtype_to_tensor_dtype(v.dtype) for n, v in first.items()}
    shapes = {n: [None if any(e[n].shape[a] != v.shape[a] for e in examples) else v.shape[a]
                  for a in range(v.ndim)] for n, v in first.items()}
    tensors = [w if isinstance(w, TensorProto) else numpy_helper.from_array(w, n) for n, w in weights]
    graph = helper.make_graph(
        nodes, name, [helper.make_tensor_value_info(n, kinds[n], shapes[n]) for n in first],
        [onnx.ValueInfoProto(name=n) for n in outputs], tensors)
    model = helper.make_model(
        graph, ir_version=10,
        opset_imports=[helper.make_opsetid("", version)] + [helper.make_opsetid(d, 1) for d in domains])
    path = HERE / f"{name}.onnx"
    onnx.save(model, path)
    runner = session(path)
    results = []
    for example in examples:
        values = dict(zip(outputs, runner.run(list(outputs), example)))
        if reference is not None:
            other = ReferenceEvaluator(model).run(list(outputs), example)
            for n, o in zip(outputs, other):
                distance = np.abs(values[n].astype(np.float64) - np.asarray(o).astype(np.float64)).max()
                assert distance <= reference, (name, n, distance)
        results.append({"inputs": listed(example), "outputs": listed(values)})
    (HERE / f"{name}.json").write_text(json.dumps(results) + "\n")
    print(name, path.stat().st_size, "bytes")


def node(kind, inputs, outputs=("y",), **attributes):
    return helper.make_node(kind, inputs, list(outputs), **attributes)


def reals(*shape):
    return np.round(rng.normal(size=shape), 3).astype(np.float32)


def whole(kind, *shape):
    limits = np.iinfo(kind)
    return rng.integers(limits.min, limits.max + 1, shape).astype(kind)


def scales(*shape):
    return np.round(rng.uniform(0.01, 0.05, shape), 4).astype(np.float32)


def number(value, kind):
    return np.array(value, dtype=kind)


def linear():
    both = [{"x": reals(2, 3, 4)}, {"x": reals(5, 3, 4)}]
    save("quantize", [node("QuantizeLinear", ["x", "s", "z"])], both,
         [("s", number(0.013, np.float32)), ("z", number(117, np.uint8))], reference=0)
    save("quantize-axis", [node("QuantizeLinear", ["x", "s", "z"], axis=1)], both,
         [("s", scales(3)), ("z", whole(np.int8, 3) // 4)], version=19, reference=0)
    save("quantize-type", [node("QuantizeLinear", ["x", "s"], output_dtype=TensorProto.INT8)], both,
         [("s", number(0.02, np.float32))], reference=0)
    both = [{"x": whole(np.int8, 2, 3, 4)}, {"x": whole(np.int8, 5, 3, 4)}]
    save("dequantize", [node("DequantizeLinear", ["x", "s", "z"])], both,
         [("s", number(0.02, np.float32)), ("z", number(-9, np.int8))], reference=1e-6)
    save("dequantize-axis", [node("DequantizeLinear", ["x", "s", "z"], axis=-1)], both,
         [("s", scales(4)), ("z", whole(np.int8, 4))], version=19, reference=1e-6)
    save("dequantize-block", [node("DequantizeLinear", ["x", "s"], axis=2, block_size=2)],
         [{"x": whole(np.int8, 2, 3, 4)}], [("s", scales(2, 3, 2))], reference=1e-6)
    save("dequantize-int32", [node("DequantizeLinear", ["x", "s"])],
         [{"x": rng.integers(-1 << 20, 1 << 20, (6,)).astype(np.int32)}],
         [("s", number(0.0003, np.float32))], reference=1e-4)
    for kind, data, zero in ((TensorProto.INT4, ml_dtypes.int4, 0), (TensorProto.UINT4, ml_dtypes.uint4, 8)):
        low = -8 if zero == 0 else 0
        weight = helper.make_tensor("w", kind, [5, 4], rng.integers(low, low + 16, 20).tolist())
        save(f"four-bits-{'un' if zero else ''}signed", [
            node("DequantizeLinear", ["w", "s", "z"], ["v"], axis=0, block_size=3),
            node("MatMul", ["x", "v"])],
            [{"x": reals(2, 5)}, {"x": reals(3, 5)}],
            [("w", weight), ("s", scales(2, 4)),
             ("z", helper.make_tensor("z", kind, [2, 4], [zero] * 8))])
    dynamic = [{"x": v} for v in (reals(2, 3), reals(4, 3) + 3, np.zeros((1, 3), np.float32))]
    save("quantize-dynamically", [node("DynamicQuantizeLinear", ["x"], ["y", "s", "z"])], dynamic,
         outputs=["y", "s", "z"])


def products():
    both = [{"a": whole(np.uint8, 2, 3, 5)}, {"a": whole(np.uint8, 4, 3, 5)}]
    save("matmul-integer", [node("MatMulInteger", ["a", "b", "az", "bz"])], both,
         [("b", whole(np.int8, 5, 4)), ("az", number(121, np.uint8)), ("bz", whole(np.int8, 4))], reference=0)
    long = [{"a": whole(np.uint8, 1, 700)}]
    save("matmul-integer-long", [node("MatMulInteger", ["a", "b"])], long,
         [("b", whole(np.int8, 700, 2))], reference=0)
    save("qlinear-matmul", [node("QLinearMatMul", ["a", "as", "az", "b", "bs", "bz", "ys", "yz"])], both,
         [("as", number(0.02, np.float32)), ("az", number(128, np.uint8)), ("b", whole(np.int8, 5, 4)),
          ("bs", scales(4)), ("bz", np.zeros(4, np.int8)), ("ys", number(1.4, np.float32)),
          ("yz", number(120, np.uint8))])
    both = [{"x": whole(np.uint8, 1, 4, 6, 5)}, {"x": whole(np.uint8, 3, 4, 6, 5)}]
    window = dict(pads=[1, 0, 1, 2], strides=[2, 1])
    save("conv-integer", [node("ConvInteger", ["x", "w", "xz"], **window)], both,
         [("w", whole(np.uint8, 2, 4, 3, 3)), ("xz", number(100, np.uint8))])
    save("qlinear-conv", [
        node("QLinearConv", ["x", "xs", "xz", "w", "ws", "wz", "ys", "yz", "b"], group=2, **window)], both,
        [("xs", number(0.03, np.float32)), ("xz", number(110, np.uint8)), ("w", whole(np.int8, 6, 2, 3, 3)),
         ("ws", scales(6)), ("wz", np.zeros(6, np.int8)), ("ys", number(0.5, np.float32)),
         ("yz", number(131, np.uint8)), ("b", rng.integers(-9000, 9000, 6).astype(np.int32))])


def few_bits():
    """Weights of 4 and 8 bits in blocks of 16, as onnxruntime's tools for language models write them."""
    for bits, zeros in ((4, None), (4, whole(np.uint8, 3)), (8, None)):
        weights = [("b", whole(np.uint8, 3, 2, 16 * bits // 8)), ("s", scales(6))]
        if zeros is not None:
            weights.append(("z", zeros))
        kind = node("MatMulNBits", ["x"] + [n for n, _ in weights], K=20, N=3, bits=bits, block_size=16)
        kind.domain = "com.microsoft"
        save(f"matmul-{bits}-bits{'' if zeros is None else '-zeros'}", [kind],
             [{"x": reals(2, 20)}, {"x": reals(5, 20)}], weights, domains=["com.microsoft"])


def recurrence():
    def weights(directions, hidden, inputs):
        return [("w", reals(directions, 4 * hidden, inputs)), ("r", reals(directions, 4 * hidden, hidden)),
                ("b", reals(directions, 8 * hidden))]

    for direction, directions in (("forward", 1), ("reverse", 1), ("bidirectional", 2)):
        save(f"lstm-{direction}", [
            node("LSTM", ["x", "w", "r", "b"], ["y", "h", "c"], hidden_size=3, direction=direction)],
            [{"x": reals(4, 2, 2)}, {"x": reals(6, 1, 2)}], weights(directions, 3, 2), ["y", "h", "c"],
            version=14)
    save("lstm-states", [
        node("LSTM", ["x", "w", "r", "", "", "h0", "c0"], ["", "h", "c"], hidden_size=3)],
        [{"x": reals(4, 2, 2), "h0": reals(1, 2, 3), "c0": reals(1, 2, 3)},
         {"x": reals(3, 5, 2), "h0": reals(1, 5, 3), "c0": reals(1, 5, 3)}],
        weights(1, 3, 2)[:2], ["h", "c"], version=14)


def others():
    both = [{"x": reals(2, 4, 3)}, {"x": reals(5, 4, 3)}]
    for approximate in ("none", "tanh"):
        save(f"gelu-{approximate}", [node("Gelu", ["x"], approximate=approximate)], both, version=20)
    save("hard-swish", [node("HardSwish", ["x"])], both, version=14)
    save("layer-norm", [node("LayerNormalization", ["x", "s", "b"], axis=1, epsilon=0.01)], both,
         [("s", reals(4, 3)), ("b", reals(4, 3))], version=17)
    save("group-norm", [node("GroupNormalization", ["x", "s", "b"], num_groups=2)], both,
         [("s", reals(4)), ("b", reals(4))], version=21)


def hostile():
    """What must be refused, and is given to no runtime."""
    def write(name, kind, weights, domain=""):
        kind.domain = domain
        graph = helper.make_graph(
            [kind], name, [helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, 4])],
            [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)],
            [w if isinstance(w, TensorProto) else numpy_helper.from_array(w, n) for n, w in weights])
        model = helper.make_model(graph, ir_version=10, opset_imports=[helper.make_opsetid("", 21)])
        onnx.save(model, HERE / f"{name}.onnx")

    write("refused-block", node("DequantizeLinear", ["x", "s"], axis=1, block_size=1 << 40), [("s", scales(2, 4))])
    write("refused-scales", node("QuantizeLinear", ["x", "s"], axis=1), [("s", scales(3))])
    write("refused-four-bits", node("QuantizeLinear", ["x", "s", "z"]),
          [("s", scales()), ("z", helper.make_tensor("z", TensorProto.INT4, [], [0]))])
    write("refused-size", node("MatMulNBits", ["x", "b", "s"], K=4, N=1 << 62, bits=4, block_size=(1 << 63) - 1),
          [("b", whole(np.uint8, 3, 1, 16)), ("s", scales(3))], "com.microsoft")


def networks():
    """Networks of `import/` as onnxruntime's own tools quantise them."""
    import onnxruntime.quantization as quantization

    source = HERE.parent / "import"

    class Examples(quantization.CalibrationDataReader):
        def __init__(self):
            self.rest = iter([{"input": reals(4, 3, 8, 8)} for _ in range(4)])

        def get_next(self):
            return next(self.rest, None)

    for name, form in (("resnet", "QDQ"), ("resnet", "QOperator"), ("mobile", "QOperator")):
        path = HERE / f"{name}-{form.lower()}.onnx"
        quantization.quantize_static(
            str(source / f"{name}.onnx"), str(path), Examples(), per_channel=True,
            quant_format=quantization.QuantFormat[form], activation_type=quantization.QuantType.QUInt8)
        finish(path, [{"input": reals(n, 3, 8, 8)} for n in (2, 3)])
    path = HERE / "bert-dynamic.onnx"
    quantization.quantize_dynamic(str(source / "bert.onnx"), str(path))

    def text(batch, length):
        mask = np.ones((batch, length), np.int64)
        mask[-1, length - 2:] = 0
        return {"input_ids": rng.integers(1, 40, (batch, length)) * mask, "attention_mask": mask,
                "token_type_ids": np.zeros((batch, length), np.int64)}

    finish(path, [text(2, 6), text(3, 9)])


def finish(path, examples):
    model = onnx.load(path)
    del model.graph.value_info[:]
    onnx.save(model, path)
    runner = session(path)
    path.with_suffix(".json").write_text(json.dumps([
        {"inputs": listed(e), "outputs": listed({"logits": runner.run(["logits"], e)[0]})}
        for e in examples]) + "\n")
    print(path.stem, path.stat().st_size, "bytes", sorted({n.op_type for n in model.graph.node}))


linear()
products()
few_bits()
recurrence()
others()
hostile()
networks()
