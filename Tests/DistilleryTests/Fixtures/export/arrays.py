"""The arrays of a safetensors file, as the exporters' tests write them; needs numpy."""

import json
import struct

import numpy as np

TYPES = {"F32": np.float32, "I64": np.int64}


def read(path):
    content = path.read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8:8 + length])
    arrays = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = (8 + length + place for place in entry["data_offsets"])
            arrays[name] = np.frombuffer(content[begin:end], TYPES[entry["dtype"]]).reshape(entry["shape"])
    return arrays
