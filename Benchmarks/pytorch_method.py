"""A method's loss as a person would write it with PyTorch; a unit of work is one step, both ways.

    python pytorch_method.py --folder DIR --method '{"kind": "rkd"}'

The formulas are those that the golden numbers of the tests are computed with, here in float32 on
contiguous tensors, and batch normalisation keeps its statistics as a module of PyTorch does. DIR holds features.pt (see inputs.py); the method's own parts are those that the
product writes there when it starts, so that both sides begin alike.
"""

import argparse
import json
import struct
import sys
import time
from pathlib import Path

import torch
import torch.nn.functional as F

GOLDEN = Path(__file__).resolve().parent.parent / "Tests/DistilleryTests/Fixtures/methods/golden"
sys.path.insert(0, str(GOLDEN))

import contrast  # noqa: E402
import feature  # noqa: E402
import layers  # noqa: E402
import projection  # noqa: E402
import relation  # noqa: E402
from case import Network, Step, distilled  # noqa: E402
from exchange import serve  # noqa: E402

STAGES = ["layer1", "layer2", "layer3"]


def batch_norm(step, part, x):
    """As `torch.nn.BatchNorm2d` in training, which also counts batches and keeps running statistics."""
    own = {name: step.parts[f"{part}.{name}"] for name in (
        "weight", "bias", "running_mean", "running_var", "num_batches_tracked")}
    own.pop("num_batches_tracked").add_(1)
    return F.batch_norm(x, own["running_mean"], own["running_var"], own["weight"], own["bias"], training=True)


layers.batch_norm = batch_norm


def crd(step):
    """Negatives are drawn anew for every example, from all of the others."""
    count, wanted = len(step.facts["allLabels"]), step.option("negatives", 16384)
    step.facts["negatives"] = torch.randint(count, (len(step.facts["labels"]), wanted))
    return contrast.crd(step)


# The weight is part of the method that the product is given, so that the defaults here do not count.
LOSSES = {
    "fitnet": distilled(feature.fitnet), "feature-mse": distilled(feature.feature_mse),
    "cosine": distilled(feature.cosine), "attention-transfer": distilled(feature.attention_transfer),
    "nst": distilled(feature.nst), "vid": distilled(feature.vid), "cat-kd": distilled(feature.cat_kd),
    "fsp": feature.in_phases(feature.flow, 50.0),
    "rkd": distilled(relation.rkd), "pkt": distilled(relation.pkt),
    "similarity-preserving": distilled(relation.similarity_preserving),
    "correlation-congruence": distilled(relation.correlation_congruence),
    "ickd": distilled(relation.ickd),
    "srrl": projection.srrl, "review-kd": distilled(projection.review_kd),
    "ab": feature.in_phases(projection.activation_boundaries, 1.0),
    "ofd": distilled(projection.ofd), "factor-transfer": projection.factor_transfer,
    "crd": distilled(crd),
}
# Methods whose work is done before the main phase; there the labels are all that counts.
IN_START_UP = ["fsp", "ab"]


def parts(file):
    """The tensors of a safetensors file, once it is whole."""
    while not file.exists():
        time.sleep(0.05)
    data = file.read_bytes()
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + length])
    types = {"F32": torch.float32, "I64": torch.int64}
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        begin, end = entry["data_offsets"]
        tensor = torch.frombuffer(
            bytearray(data[8 + length + begin:8 + length + end]), dtype=types[entry["dtype"]])
        tensors[name] = tensor.reshape(entry["shape"])
    return tensors


def network(name, tensors):
    taps = {key.removeprefix(name + "."): tensor for key, tensor in tensors.items() if key.startswith(name + ".")}
    logits = taps.pop("logits")
    if name == "student":
        for tensor in [logits, *taps.values()]:
            tensor.requires_grad_()
    return Network(
        logits=logits, taps=taps, stages=STAGES, preactivations=[f"{stage}.pre" for stage in STAGES],
        pooled="flatten", head="fc",
        headWeights={key: tensors[f"{name}-fc.{key}"] for key in ("weight", "bias")},
        batchNorms={
            f"{stage}.pre": {key: tensors[f"{name}-{stage}.{key}"] for key in ("weight", "bias")}
            for stage in STAGES})


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--method", type=json.loads, required=True)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)

    kind = options.method["kind"]
    tensors = torch.load(options.folder / "features.pt")
    own = parts(options.folder / f"parts-{kind}.safetensors")
    for path, tensor in own.items():
        if tensor.is_floating_point() and "running_" not in path:
            tensor.requires_grad_()
    facts = {
        "labels": tensors["labels"], "allLabels": tensors["all-labels"].tolist(),
        "indices": list(range(len(tensors["labels"]))), "examples": len(tensors["all-labels"]),
        "epoch": 8, "epochs": 16}
    if kind in IN_START_UP:
        facts["phase"] = "start-up"
    step = Step(
        options.method, network("student", tensors), network("teacher", tensors), own, facts)
    leaves = [step.student.logits, *step.student.taps.values(), *own.values()]

    def unit():
        loss = LOSSES[kind](step)
        loss.backward()
        for leaf in leaves:
            leaf.grad = None
        return loss.item()

    serve(unit)


if __name__ == "__main__":
    main()
