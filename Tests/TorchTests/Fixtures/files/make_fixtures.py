"""Makes the fixtures of the file readers with PyTorch, NumPy and safetensors.

Usage: python make_fixtures.py            writes everything beside this script
       python make_fixtures.py --check F  reads F, a safetensors file that Swift wrote, and compares

expected.json holds, for every readable file, each tensor's name, type, shape and row-major bytes.
Made with torch 2.13, numpy 2.x, safetensors 0.8.
"""

import json
import os
import pickle
import sys
import zipfile
from collections import OrderedDict
from pathlib import Path

import numpy
import torch
from safetensors import safe_open
from safetensors.torch import save_file

HERE = Path(__file__).parent
TYPES = {
    torch.float64: "float64", torch.float32: "float32", torch.float16: "float16",
    torch.bfloat16: "bfloat16", torch.int64: "int64", torch.int32: "int32",
    torch.int16: "int16", torch.int8: "int8", torch.uint8: "uint8", torch.bool: "bool",
}


def all_types():
    """A small tensor of each element type, in the order in which safetensors lays them out."""
    tensors = OrderedDict()
    values = torch.tensor([[0, 1, 2], [3, 4, 100]])
    order = [torch.int64, torch.float64, torch.float32, torch.int32, torch.bfloat16,
             torch.float16, torch.int16, torch.int8, torch.uint8, torch.bool]
    for dtype in order:
        tensors[TYPES[dtype]] = values.to(dtype)
    return tensors


def weights():
    torch.manual_seed(0)
    return OrderedDict([
        ("conv.weight", torch.randn(2, 3, 3, 3)),
        ("bn.running_mean", torch.randn(2)),
        ("bn.num_batches_tracked", torch.tensor(7)),
    ])


def views():
    """Tensors that are not simply their storage from end to end."""
    torch.manual_seed(1)
    base = torch.arange(24, dtype=torch.float32).reshape(2, 3, 4)
    return OrderedDict([
        ("base", base),
        ("transposed", base.permute(2, 0, 1)),
        ("column", base[:, 1, 1:3]),
        ("tail", base.flatten()[20:]),
        ("expanded", base[0, 0, 1].expand(2, 3)),
        ("channelsLast", torch.randn(1, 3, 2, 2).contiguous(memory_format=torch.channels_last)),
        ("empty", base[:, :0]),
        ("scalar", base[1, 2, 3]),
    ])


def described(tensors):
    return [
        {
            "name": name, "type": TYPES[tensor.dtype], "shape": list(tensor.shape),
            "bytes": bytes(tensor.detach().contiguous().flatten().view(torch.uint8).numpy()
                           if tensor.numel() else b"").hex(),
        }
        for name, tensor in tensors.items()
    ]


def save(name, value, **options):
    torch.save(value, HERE / name, **options)


class Command:
    """What an attacker would put into a checkpoint."""

    def __reduce__(self):
        return os.system, ("touch /tmp/this-must-never-exist",)


def write():
    expected = {}

    def case(name, value, tensors, **options):
        save(name, value, **options)
        expected[name] = described(tensors)

    old = {"_use_new_zipfile_serialization": False}
    case("types.zip.pt", all_types(), all_types())
    case("types.old.pt", all_types(), all_types(), **old)
    case("views.zip.pt", views(), views())
    case("views.old.pt", views(), views(), **old)
    case("plain.protocol4.pt", weights(), weights(), pickle_protocol=4)
    case("plain.protocol5.pt", weights(), weights(), pickle_protocol=5)
    case("parameters.pt", OrderedDict((k, torch.nn.Parameter(v) if v.is_floating_point() else v)
                                      for k, v in weights().items()), weights())
    case("module.pt", OrderedDict(("module._orig_mod." + k, v) for k, v in weights().items()),
         weights())

    torch.manual_seed(2)
    model = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.BatchNorm1d(2))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    model(torch.ones(4, 3)).sum().backward()
    optimizer.step()
    case("wrapped.pt", {
        "epoch": 3, "best": numpy.float64(91.5), "count": numpy.int64(-2),
        "single": numpy.float32(0.25), "arch": "tiny", "last": True, "nothing": None,
        "big": 2 ** 80, "device": torch.device("cuda:1"), "dtype": torch.bfloat16,
        "half": numpy.float16(-1.5), "flag": numpy.bool_(True), "unsigned": numpy.uint64(2 ** 64 - 1),
        "shape": torch.Size([2, 3]), "seen": {1, 2}, "raw": b"\x00\xff",
        "state_dict": model.state_dict(), "optimizer": optimizer.state_dict(),
    }, model.state_dict())

    case("nested.old.pt", {"model": {"state_dict": weights()}}, weights(), **old)
    case("ema.pt", {"ema": weights(), "step": 9}, weights())

    # One storage seen through two tensors, which must stay equal.
    shared = torch.arange(4.0)
    save("shared.pt", {"a": shared, "b": shared[1:3], 
                       "storage": torch.arange(3, dtype=torch.uint8).untyped_storage()})

    save("command.zip.pt", {"state_dict": weights(), "x": Command()})
    save("command.old.pt", {"state_dict": weights(), "x": Command()}, **old)
    (HERE / "command.pkl").write_bytes(pickle.dumps(Command(), protocol=2))
    save("module-object.pt", torch.nn.Linear(2, 2))
    (HERE / "plain.pkl").write_bytes(pickle.dumps({"a": 1}, protocol=2))
    save("numbers.pt", {"epoch": 1, "lr": 0.5})

    # Packed anew with compression, as by a zip tool.
    with zipfile.ZipFile(HERE / "plain.protocol4.pt") as source, \
            zipfile.ZipFile(HERE / "deflated.pt", "w", zipfile.ZIP_DEFLATED) as packed:
        for info in source.infolist():
            packed.writestr(zipfile.ZipInfo(info.filename), source.read(info),
                            compress_type=zipfile.ZIP_DEFLATED)
    expected["deflated.pt"] = expected["plain.protocol4.pt"]

    # The same with the byte order of another kind of machine.
    with zipfile.ZipFile(HERE / "plain.protocol4.pt") as source, \
            zipfile.ZipFile(HERE / "big-endian.pt", "w") as packed:
        for info in source.infolist():
            content = source.read(info)
            is_order = info.filename.endswith("byteorder")
            packed.writestr(zipfile.ZipInfo(info.filename), b"big" if is_order else content)

    # Sizes and places in zip64 fields although they are small, as a stream would be written.
    with open(HERE / "zip64.zip", "wb") as file, zipfile.ZipFile(file, "w") as packed:
        with packed.open("large/entry", "w", force_zip64=True) as entry:
            entry.write(b"content")

    torch.jit.script(torch.nn.Linear(2, 2)).save(str(HERE / "script.pt"))

    save_file(all_types(), HERE / "types.safetensors", metadata={"format": "pt"})
    expected["types.safetensors"] = described(all_types())

    # Every operation of the old protocols, on values that need no PyTorch.
    value = {
        "list": [1, -1, 70000, 2 ** 40, True, False, None, 0.5, float("inf")],
        "text": "a'b\n\\é€😀", "tuple": ((), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)),
        "bytes": b"\x00\x80\xff", "set": {1}, "frozen": frozenset({2}), "dict": {1: {}},
    }
    value["again"] = value["list"]
    for protocol in range(6):
        content = {k: v for k, v in value.items()
                   if protocol >= 3 or k not in ("bytes",)}
        (HERE / f"values.protocol{protocol}.pkl").write_bytes(pickle.dumps(content, protocol))

    (HERE / "expected.json").write_text(json.dumps(expected, indent=0) + "\n")


def check(path):
    tensors = all_types()
    with safe_open(path, framework="pt") as file:
        assert set(file.keys()) == set(tensors), file.keys()
        for name, tensor in tensors.items():
            assert file.get_tensor(name).dtype == tensor.dtype, name
            assert torch.equal(file.get_tensor(name), tensor), name
        print("equal; metadata:", file.metadata())


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "--check":
        check(sys.argv[2])
    else:
        write()
