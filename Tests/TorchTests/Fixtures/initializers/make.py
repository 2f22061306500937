"""Draws first values with PyTorch after torch.manual_seed(7): python make.py (torch 2.13)."""

import math
import pathlib
import sys

import torch
from torch import nn

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from fixture import save  # noqa: E402

conv, matrix = (6, 4, 2, 2), (5, 3)
init = nn.init
draws = {
    "uniform": (matrix, lambda t: init.uniform_(t, -0.5, 2)),
    "normal": (conv, lambda t: init.normal_(t, 0.5, 2)),
    "constant": (matrix, lambda t: init.constant_(t, 0.25)),
    "zeros": (matrix, init.zeros_),
    "ones": (matrix, init.ones_),
    "xavier-uniform": (conv, lambda t: init.xavier_uniform_(t, gain=5 / 3)),
    "xavier-normal": (conv, init.xavier_normal_),
    "kaiming-uniform": (conv, init.kaiming_uniform_),
    "kaiming-uniform-slope": (
        matrix, lambda t: init.kaiming_uniform_(t, a=math.sqrt(5))),
    "kaiming-normal-fan-out": (
        conv, lambda t: init.kaiming_normal_(t, mode="fan_out", nonlinearity="relu")),
    "kaiming-normal-tanh": (matrix, lambda t: init.kaiming_normal_(t, nonlinearity="tanh")),
    "truncated-normal": (conv, lambda t: init.trunc_normal_(t, std=1.5, a=-1, b=2)),
    "truncated-normal-tail": (conv, lambda t: init.trunc_normal_(t, mean=-1, std=1, a=0.5, b=3)),
    "orthogonal-tall": (matrix, lambda t: init.orthogonal_(t, gain=2)),
    "orthogonal-wide": (conv, init.orthogonal_),
}
made = {}
for name, (shape, draw) in draws.items():
    tensor = torch.zeros(shape)
    torch.manual_seed(7)
    draw(tensor)
    made[name] = tensor
save(__file__, "draws", made)

modules = {
    "linear": lambda: nn.Linear(5, 3),
    "linear-without-bias": lambda: nn.Linear(5, 3, bias=False),
    "conv1d": lambda: nn.Conv1d(4, 6, 3, groups=2),
    "conv2d": lambda: nn.Conv2d(4, 6, 3, groups=2),
    "conv2d-rectangular": lambda: nn.Conv2d(2, 3, (1, 3)),
    "conv-transpose2d": lambda: nn.ConvTranspose2d(4, 6, 3, groups=2),
    "batch-norm": lambda: nn.BatchNorm2d(3),
    "layer-norm": lambda: nn.LayerNorm(4),
    "group-norm": lambda: nn.GroupNorm(2, 4),
    "embedding": lambda: nn.Embedding(7, 3, padding_idx=1),
    "attention": lambda: nn.MultiheadAttention(6, 2, batch_first=True),
    "sequential": lambda: nn.Sequential(
        nn.Conv2d(3, 4, 3, bias=False), nn.BatchNorm2d(4), nn.ReLU(), nn.Flatten(),
        nn.Linear(4, 2)),
}
for name, make in modules.items():
    torch.manual_seed(7)
    save(__file__, f"module-{name}", make().state_dict())
