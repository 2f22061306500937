"""A small network under bf16 autocast on the CPU: python make.py (torch 2.13)."""

import pathlib
import sys

import torch
from torch import nn

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from fixture import rounded, save  # noqa: E402

torch.manual_seed(5)
network = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(36, 3))
with torch.no_grad():
    for parameter in network.parameters():
        parameter.copy_(rounded(*parameter.shape) / 4)
made = {f"state.{key}": value.clone() for key, value in network.state_dict().items()}
made["input"] = rounded(2, 3, 5, 5)
with torch.autocast("cpu", dtype=torch.bfloat16):
    output = network(made["input"])
    loss = nn.functional.cross_entropy(output, torch.tensor([0, 2]))
loss.backward()
made["output"], made["loss"] = output, loss
made |= {f"gradient.{key}": value.grad for key, value in network.named_parameters()}
save(__file__, "autocast", made)
