"""Writes blobs.bin: three tensors in Core ML's file of weights, by coremltools' own writer.

    python make_coreml.py       needs coremltools, numpy
"""

from pathlib import Path

import numpy as np
from coremltools.libmilstoragepython import _BlobStorageWriter as Writer

file = Path(__file__).with_name("blobs.bin")
file.unlink(missing_ok=True)
writer = Writer(str(file))
print(writer.write_float_data(np.array([0.5, -1.25, 3.0, 1e-3, 2.0], np.float32)))
print(writer.write_fp16_data(np.arange(40, dtype=np.float16).view(np.uint16)))
print(writer.write_int8_data(np.array([-127, 0, 5, 127], np.int8)))
