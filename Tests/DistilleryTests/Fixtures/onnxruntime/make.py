"""Small ONNX files, and what numpy computes for the same inputs.

Needs onnx 1.23 and numpy.

`types.onnx` has an input and an output of each element type, `sizes.onnx` an open and a fixed size and an output
without dimensions, `sequence.onnx` an output that is no tensor. NAME.json holds inputs and outputs by name.
"""

import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HERE = Path(__file__).parent
rng = np.random.default_rng(5)


def save(name, nodes, inputs, outputs, weights=()):
    graph = helper.make_graph(
        nodes, name, inputs, outputs, [numpy_helper.from_array(w, n) for n, w in weights])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, HERE / f"{name}.onnx")


def listed(values):
    return {name: {"type": str(v.dtype), "shape": list(v.shape), "elements": v.flatten().tolist()}
            for name, v in values.items()}


def write(name, inputs, outputs):
    (HERE / f"{name}.json").write_text(
        json.dumps({"inputs": listed(inputs), "outputs": listed(outputs)}) + "\n")


def value(name, array, shape=None):
    kind = helper.np_dtype_to_tensor_dtype(array.dtype)
    return helper.make_tensor_value_info(name, kind, array.shape if shape is None else shape)


def types():
    weight = rng.integers(-4, 5, (4, 2)).astype(np.float32) / 4
    inputs = {
        "reals": rng.integers(-8, 9, (3, 4)).astype(np.float32) / 8,
        "halves": rng.integers(-8, 9, (2, 3)).astype(np.float16) / np.float16(4),
        "longs": np.array([[1 << 40, -7], [3, 5]], dtype=np.int64),
        "ints": np.array([2, -3, 1 << 30], dtype=np.int32),
        "bytes": np.array([[0, 1, 254], [255, 128, 7]], dtype=np.uint8),
        "signed": np.array([-128, -1, 127], dtype=np.int8),
        "flags": np.array([[True, False, True]]),
    }
    outputs = {
        "reals.product": inputs["reals"] @ weight,
        "halves.sum": inputs["halves"] + inputs["halves"],
        "longs.difference": inputs["longs"] - inputs["longs"].T,
        "ints.turned": -inputs["ints"],
        "bytes.turned": inputs["bytes"].T,
        "signed.twice": np.concatenate([inputs["signed"], inputs["signed"]]),
        "flags.not": ~inputs["flags"],
    }
    nodes = [
        helper.make_node("MatMul", ["reals", "weight"], ["reals.product"]),
        helper.make_node("Add", ["halves", "halves"], ["halves.sum"]),
        helper.make_node("Transpose", ["longs"], ["turned"]),
        helper.make_node("Sub", ["longs", "turned"], ["longs.difference"]),
        helper.make_node("Neg", ["ints"], ["ints.turned"]),
        helper.make_node("Transpose", ["bytes"], ["bytes.turned"]),
        helper.make_node("Concat", ["signed", "signed"], ["signed.twice"], axis=0),
        helper.make_node("Not", ["flags"], ["flags.not"]),
    ]
    save("types", nodes, [value(n, v) for n, v in inputs.items()],
         [value(n, v) for n, v in outputs.items()], [("weight", weight)])
    write("types", inputs, outputs)


def sizes():
    rows = rng.integers(-8, 9, (5, 3)).astype(np.float32)
    save("sizes", [
        helper.make_node("ReduceSum", ["rows"], ["total"], keepdims=0),
        helper.make_node("Relu", ["rows"], ["kept"])],
        [value("rows", rows, ["count", 3])],
        [value("total", rows, []), value("kept", rows, ["count", 3])])
    write("sizes", {"rows": rows},
          {"total": np.array(rows.sum(), dtype=np.float32), "kept": np.maximum(rows, 0)})


def sequence():
    one = np.zeros(2, dtype=np.float32)
    save("sequence", [helper.make_node("SequenceConstruct", ["one", "one"], ["list"])],
         [value("one", one)],
         [helper.make_tensor_sequence_value_info("list", TensorProto.FLOAT, [2])])


types()
sizes()
sequence()
