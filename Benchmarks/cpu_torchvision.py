"""Lets torchvision be imported beside a CPU's torch; import this before it, or before what imports it.

torchvision registers operators from a library that may be built for another torch than the CPU's. Reading
pictures needs none of them, but the import stops where one of these is not there.
"""

import torch

# Kept: what it defined goes with it.
LIBRARY = torch.library.Library("torchvision", "FRAGMENT")
for name in ("nms", "qnms"):
    if not hasattr(torch.ops.torchvision, name):
        LIBRARY.define(f"{name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
