"""What every family of golden numbers shares: tensors by formula, cases, gradients. Needs torch.

A case is a dictionary that the tests read: the options of a recipe, the tensors of both networks and of
the method's own parts, and what the formula makes of them in double precision: the loss and its gradients.
"""

import dataclasses
import json
import math

import torch
import torch.nn.functional as F

PRIME = 2147483647


def uniform(count, position):
    """Numbers in [-0.5, 0.5): the closed formula of ../../models/formula.py, kept in double precision."""
    x = (torch.arange(count, dtype=torch.int64) * 48271 + position * 40503 + 12345) % PRIME
    x = x * x % PRIME
    x = (x * 48271 + 1) % PRIME
    x = x * x % PRIME
    return x.double() / PRIME - 0.5


@dataclasses.dataclass
class Entry:
    """A tensor as the fixture states it, and its value."""

    json: dict
    value: torch.Tensor


def formula(shape, position, scale=1.0, shift=0.0):
    count = 1
    for size in shape:
        count *= size
    value = (uniform(count, position) * scale + shift).reshape(shape)
    stated = {"shape": list(shape), "formula": position}
    stated |= ({"scale": scale} if scale != 1 else {}) | ({"shift": shift} if shift != 0 else {})
    return Entry(stated, value)


def given(values):
    value = torch.tensor(values, dtype=torch.float64)
    return Entry({"shape": list(value.shape), "values": value.flatten().tolist()}, value)


@dataclasses.dataclass
class Network:
    """One side of a distillation: entries in, tensors while a loss is computed."""

    logits: object = None
    taps: dict = dataclasses.field(default_factory=dict)
    stages: list = dataclasses.field(default_factory=list)
    preactivations: list = dataclasses.field(default_factory=list)
    pooled: str = None
    head: str = None
    headWeights: dict = dataclasses.field(default_factory=dict)
    batchNorms: dict = dataclasses.field(default_factory=dict)
    embeddings: str = None
    queries: list = dataclasses.field(default_factory=list)
    keys: list = dataclasses.field(default_factory=list)
    values: list = dataclasses.field(default_factory=list)
    heads: int = None

    def json(self):
        result = {}
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            if value:
                result[field.name] = stated(value)
        return result

    def leaves(self):
        """The same network with fresh leaves of autograd in place of entries."""
        return dataclasses.replace(
            self,
            logits=leaf(self.logits) if self.logits else None,
            taps={name: leaf(entry) for name, entry in self.taps.items()},
            headWeights={name: leaf(entry) for name, entry in self.headWeights.items()},
            batchNorms={
                path: {name: leaf(entry) for name, entry in weights.items()}
                for path, weights in self.batchNorms.items()
            },
        )

    def features(self, paths=None):
        return [self.taps[path] for path in (self.stages if paths is None else paths)]


def stated(value):
    if isinstance(value, Entry):
        return value.json
    if isinstance(value, dict):
        return {key: stated(inner) for key, inner in value.items()}
    return value


def leaf(entry):
    return entry.value.clone().requires_grad_()


@dataclasses.dataclass
class Step:
    """What a loss may look at."""

    method: dict
    student: Network
    teacher: Network
    parts: dict
    facts: dict

    @property
    def labels(self):
        return torch.as_tensor(self.facts["labels"])

    def option(self, key, default):
        return self.method.get(key, default)


def label_loss(step):
    """Cross-entropy with the labels, batch mean; labels mixed in pairs count by their shares."""
    logits = step.student.logits
    loss = F.cross_entropy(logits, step.labels, reduction="none")
    if "partners" in step.facts:
        shares = torch.tensor(step.facts["shares"], dtype=torch.float64)
        other = F.cross_entropy(logits, torch.tensor(step.facts["partners"]), reduction="none")
        loss = shares * loss + (1 - shares) * other
    return loss.mean()


def distilled(term):
    """`weight · term + label-weight · cross-entropy`: the shape of most methods."""

    def loss(step, weight=1.0, label_weight=1.0):
        hard = step.option("label-weight", label_weight) * label_loss(step)
        return step.option("weight", weight) * term(step) + hard

    return loss


def rounded(tensor, digits=12):
    """So many digits, counted from the largest number; what is left of differences that are 0 becomes 0."""
    numbers = tensor.detach().flatten().tolist()
    largest = max(map(abs, numbers))
    if largest < 1e-13:
        return [0] * len(numbers)
    places = digits - 1 - math.floor(math.log10(largest))
    return [int(x) if x == int(x) else x for x in (round(number, places) for number in numbers)]


def make(name, method, loss, student, teacher=None, parts=None, gradients=True, after=None, **facts):
    """A case; `loss` is a function of a `Step`, `after` gives buffers as the step leaves them."""
    parts = parts or {}
    facts.setdefault("epoch", 0)
    facts.setdefault("epochs", 10)
    live = Step(
        method,
        student.leaves(),
        teacher.leaves() if teacher else None,
        {path: leaf(entry) for path, entry in parts.items()},
        facts,
    )
    value = loss(live)
    watched = {"student.logits": live.student.logits}
    watched |= {f"student.{path}": tensor for path, tensor in live.student.taps.items()}
    watched |= {f"student.head.{key}": tensor for key, tensor in live.student.headWeights.items()}
    watched |= {f"parts.{path}": tensor for path, tensor in live.parts.items()}
    watched = {key: tensor for key, tensor in watched.items() if tensor is not None}
    found = torch.autograd.grad(value, list(watched.values()), allow_unused=True)
    case = {"name": name, "method": method}
    if student.logits is not None:
        case["classes"] = student.logits.value.shape[1]
    case |= facts
    case["student"] = student.json()
    if teacher:
        case["teacher"] = teacher.json()
    if parts:
        case["parts"] = stated(parts)
    assert torch.isfinite(value), name
    case["loss"] = value.item()
    if gradients:
        case["gradients"] = {
            key: rounded(gradient)
            for key, gradient in zip(watched, found)
            if gradient is not None
        }
        assert all(abs(x) < 1e9 for numbers in case["gradients"].values() for x in numbers), name
    if after:
        case["after"] = {
            path: {"shape": list(tensor.shape), "values": rounded(tensor, 16)}
            for path, tensor in after(live).items()
        }
    return case


def dense(item):
    return json.dumps(item, separators=(",", ":"))


def write(folder, kind, source, cases):
    """One key of a case a line: short to read, and a change of a number is a change of a line."""
    lines = [f'{{"kind": {json.dumps(kind.split("/")[-1])},', f' "source": {json.dumps(source)},', ' "cases": [']
    for index, case in enumerate(cases):
        entries = []
        for key, value in case.items():
            if isinstance(value, dict) and key in ("student", "teacher", "parts", "tensors", "gradients", "after"):
                inner = [f"    {json.dumps(name)}: {dense(item)}" for name, item in value.items()]
                entries.append(f"   {json.dumps(key)}: {{\n" + ",\n".join(inner) + "}")
            else:
                entries.append(f"   {json.dumps(key)}: {json.dumps(value)}")
        end = "}" if index == len(cases) - 1 else "},"
        lines.append("  {\n" + ",\n".join(entries) + end)
    text = "\n".join(lines) + "\n ]}\n"
    json.loads(text)
    file = folder / f"{kind}.json"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)
