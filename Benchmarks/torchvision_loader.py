"""Reading a picture folder with torchvision on one thread; a unit of work is one batch.

    python torchvision_loader.py --folder DIR
"""

import argparse

import torch

# torchvision registers operators from a library that may be built for another torch than the CPU's.
# Reading pictures needs none of them, but the import stops where one of these is not there.
library = torch.library.Library("torchvision", "FRAGMENT")
for name in ("nms", "qnms"):
    if not hasattr(torch.ops.torchvision, name):
        library.define(f"{name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")

from torchvision import transforms  # noqa: E402
from torchvision.datasets import ImageFolder  # noqa: E402

from exchange import serve  # noqa: E402


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
