"""Weights and inputs from one closed formula, which the Swift tests compute too (ModelFormula.swift).

Element i of the tensor at position p of the sorted names gets a number in [-0.5, 0.5) from a short
chain of squares modulo a prime; all of it is exact in 64-bit integers. Only the logits that the
networks make of it need storing.
"""

import torch

PRIME = 2147483647
TILE = 65521  # larger tensors repeat; a prime, so that no two filters become equal


def uniform(count: int, position: int) -> torch.Tensor:
    index = torch.arange(min(count, TILE), dtype=torch.int64)
    x = (index * 48271 + position * 40503 + 12345) % PRIME
    x = x * x % PRIME
    x = (x * 48271 + 1) % PRIME
    x = x * x % PRIME
    tile = (x.double() / PRIME - 0.5).float()
    return tile.repeat((count + TILE - 1) // TILE)[:count]


def fill(model: torch.nn.Module, variance: float) -> None:
    """`variance` scales the running variances, so that logits neither vanish nor explode."""
    state = model.state_dict()
    with torch.no_grad():
        for position, name in enumerate(sorted(state)):
            tensor = state[name]
            if name.endswith("num_batches_tracked"):
                continue
            u = uniform(tensor.numel(), position).reshape(tensor.shape)
            if name.endswith("running_var"):
                value = variance * (1 + u.abs())
            elif name.endswith("running_mean") or name.endswith("bias"):
                value = 0.1 * u
            elif tensor.dim() > 1:
                fan_in = tensor[0].numel()
                value = u * (24 / fan_in) ** 0.5
            else:
                value = 1 + 0.1 * u
            tensor.copy_(value)


def picture(shape: list[int]) -> torch.Tensor:
    count = 1
    for size in shape:
        count *= size
    return 2 * uniform(count, 99991).reshape(shape)


def digest(model: torch.nn.Module) -> str:
    """64-bit FNV-1a over the sorted names with their shapes."""
    value = 0xCBF29CE484222325
    state = model.state_dict()
    for name in sorted(state):
        for byte in f"{name} {list(state[name].shape)}\n".encode():
            value = ((value ^ byte) * 0x100000001B3) % 2**64
    return f"{value:016x}"
