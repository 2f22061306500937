"""Runs exported networks where they will run, and compares what comes out with what the exporter saw.

    python check_onnx.py FOLDER       needs onnx, onnxruntime, numpy

FOLDER holds NAME.onnx files, each with NAME.COUNT.safetensors beside it: the inputs by name, and `expected`.
Prints one line a file: its name, the largest difference relative to the largest number (or to 1), its bytes.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

from arrays import read


def main():
    folder = Path(sys.argv[1])
    for file in sorted(folder.glob("*.onnx")):
        onnx.checker.check_model(str(file), full_check=True)
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
        worst = 0.0
        for example in sorted(folder.glob(f"{file.stem}.*.safetensors")):
            arrays = read(example)
            expected = arrays.pop("expected")
            (found,) = session.run(None, arrays)
            assert found.shape == expected.shape, (file.stem, found.shape, expected.shape)
            distance = np.abs(found - expected).max() / max(1.0, np.abs(expected).max())
            worst = max(worst, float(distance))
        print(f"{file.stem}\t{worst:.3g}\t{file.stat().st_size}")


main()
