"""How the scripts beside the fixtures write them: {name: {"shape": [...], "values": [...]}}."""

import json
import pathlib

import torch


def entry(tensor):
    tensor = torch.as_tensor(tensor).detach()
    if tensor.dtype == torch.float64:
        values = [float(f"{v:.17g}") for v in tensor.flatten().tolist()]
    elif tensor.is_floating_point():
        values = [float(f"{v:.9g}") for v in tensor.float().flatten().tolist()]
    else:
        values = [int(v) for v in tensor.flatten().tolist()]
    kinds = {torch.float64: "float64", torch.int64: "int64", torch.bool: "bool"}
    made = {"shape": list(tensor.shape), "values": values}
    if tensor.dtype in kinds:
        made["type"] = kinds[tensor.dtype]
    return made


def save(script, name, tensors):
    """Writes `name`.json beside `script`, one tensor a line."""
    lines = [
        f"{json.dumps(key)}: {json.dumps(entry(value), separators=(',', ':'))}"
        for key, value in tensors.items()
    ]
    path = pathlib.Path(script).parent / f"{name}.json"
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n")


def rounded(*shape):
    """Standard normal numbers with two decimals, so that files stay short."""
    return torch.round(torch.randn(*shape) * 100) / 100
