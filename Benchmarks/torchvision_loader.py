"""Reading a picture folder with torchvision on one thread; a unit of work is one batch.

    python torchvision_loader.py --folder DIR
"""

import argparse

import torch

import cpu_torchvision  # noqa: F401 (before torchvision)
from torchvision import transforms
from torchvision.datasets import ImageFolder

from exchange import serve


def batches(folder, size):
    view = transforms.Compose([
        transforms.RandomCrop(32, padding=4),
        transforms.RandomHorizontalFlip(),
        transforms.ToTensor(),
        transforms.Normalize((0.485, 0.456, 0.406), (0.229, 0.224, 0.225)),
    ])
    loader = torch.utils.data.DataLoader(
        ImageFolder(f"{folder}/train", view), batch_size=size, shuffle=True, drop_last=True,
        num_workers=0)
    while True:
        yield from loader


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", required=True)
    parser.add_argument("--batch", type=int, default=64)
    options = parser.parse_args()
    torch.set_num_threads(1)
    source = batches(options.folder, options.batch)
    serve(lambda: next(source)[0][0, 0, 0, 0].item())


if __name__ == "__main__":
    main()
