"""Golden numbers of the distillation methods, from their formulas in double precision.

Writes KIND.json beside this file. Needs torch and numpy; made with PyTorch 2.13: python3 make.py
"""

import importlib
import pathlib

import case

FAMILIES = ["response", "relation", "feature", "projection", "contrast", "sequence", "embedding", "own", "generations"]


def main():
    folder = pathlib.Path(__file__).parent
    for family in FAMILIES:
        for kind, (source, cases) in importlib.import_module(family).files().items():
            case.write(folder, kind, source, cases)
            size = (folder / f"{kind}.json").stat().st_size
            print(f"{kind}: {len(cases)} cases, {size} bytes")


if __name__ == "__main__":
    main()
