"""Loads TorchScript files with PyTorch alone and compares their answers. Needs torch.

    python3 check_scripts.py FOLDER

For every NAME.pt of the folder NAME.safetensors beside it has inputs, `case.N.inputs.NAME` by the
names of forward's arguments, and `case.N.output`. Prints NAME and the largest difference in a line each,
and exits with 1 where one is above 1e-5 of the largest output (or of 1), or where `state_dict()` lacks a
name of NAME.names.
"""

import json
import pathlib
import struct
import sys

import torch

TYPES = {"F32": torch.float32, "I64": torch.int64}


def tensors(path):
    data = bytearray(path.read_bytes())
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    header.pop("__metadata__", None)
    for name, entry in header.items():
        begin, end = (8 + length + offset for offset in entry["data_offsets"])
        flat = torch.frombuffer(data[begin:end], dtype=TYPES[entry["dtype"]])
        yield name, flat.reshape(entry["shape"])


def difference(program, given):
    largest = 0.0
    cases = sorted({name.split(".")[1] for name in given})
    for case in cases:
        prefix = f"case.{case}.inputs."
        inputs = {n[len(prefix) :]: t for n, t in given.items() if n.startswith(prefix)}
        expected = given[f"case.{case}.output"]
        found = program(**inputs)
        assert found.shape == expected.shape, (found.shape, expected.shape)
        scale = max(1.0, expected.abs().max().item())
        largest = max(largest, (found - expected).abs().max().item() / scale)
    return largest


def main():
    torch.set_num_threads(1)
    wrong = []
    for path in sorted(pathlib.Path(sys.argv[1]).glob("*.pt")):
        program = torch.jit.load(str(path))
        assert not program.training
        with torch.no_grad():
            found = difference(program, dict(tensors(path.with_suffix(".safetensors"))))
        names = path.with_suffix(".names")
        missing = set(names.read_text().split()) - set(program.state_dict())
        print(path.stem, found, *sorted(missing))
        if not found <= 1e-5 or missing:
            wrong.append(f"{path.stem}: {found} {sorted(missing)}")
    sys.exit("\n".join(wrong) or 0)


main()
