"""A network's answers as a person would compute them with PyTorch; a unit of work is one batch.

    python pytorch_inference.py --folder DIR --teacher resnet56

Float32, contiguous pictures, evaluation mode under no_grad. DIR holds data.pt and a state dictionary for
the network (see inputs.py).
"""

import argparse
from pathlib import Path

import torch

from exchange import serve
from pytorch_loop import load


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--teacher", required=True)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--batch", type=int, default=64)
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    images = torch.load(options.folder / "data.pt")["images"]
    teacher = load(options.folder, options.teacher).eval()
    number = 0

    @torch.no_grad()
    def answer():
        nonlocal number
        start = number % (len(images) // options.batch) * options.batch
        number += 1
        return teacher(images[start:start + options.batch]).abs().mean().item()

    serve(answer)


if __name__ == "__main__":
    main()
