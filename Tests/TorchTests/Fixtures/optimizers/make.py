"""Steps PyTorch's optimisers: python make.py (torch 2.13, and lightly for LARS).

Three parameters, five steps with given gradients; the third has none at steps 0 and 3.
"""

import pathlib
import sys

import torch
from lightly.utils.lars import LARS

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from fixture import rounded, save  # noqa: E402

torch.manual_seed(3)
shapes = [(3, 4), (4,), (2, 2, 2, 2)]
first = [rounded(*shape) for shape in shapes]
gradients = [
    [None if i == 2 and step in (0, 3) else rounded(*shape) for i, shape in enumerate(shapes)]
    for step in range(5)
]
problem = {f"parameter.{i}": value for i, value in enumerate(first)}
for step, row in enumerate(gradients):
    for i, gradient in enumerate(row):
        if gradient is not None:
            problem[f"gradient.{step}.{i}"] = gradient
save(__file__, "problem", problem)


def keep(name, make, grouped=False):
    parameters = [torch.nn.Parameter(value.clone()) for value in first]
    optimizer = make(
        [{"params": [parameters[0], parameters[2]]}, {"params": [parameters[1]], "weight_decay": 0}]
        if grouped else parameters)
    made = {}
    for step, row in enumerate(gradients):
        for parameter, gradient in zip(parameters, row):
            parameter.grad = None if gradient is None else gradient.clone()
        optimizer.step()
        for i, parameter in enumerate(parameters):
            made[f"after.{step}.{i}"] = parameter.detach().clone()
    save(__file__, name, made)


optim = torch.optim
keep("sgd", lambda p: optim.SGD(p, lr=0.1))
keep("sgd-momentum", lambda p: optim.SGD(p, lr=0.1, momentum=0.9))
keep("sgd-dampening", lambda p: optim.SGD(p, lr=0.1, momentum=0.9, dampening=0.5, weight_decay=0.1))
keep("sgd-nesterov", lambda p: optim.SGD(p, lr=0.1, momentum=0.9, weight_decay=0.1, nesterov=True))
keep("sgd-groups", lambda p: optim.SGD(
    [{"params": [p[0]], "lr": 0.02}, {"params": [p[1]], "weight_decay": 0}, {"params": [p[2]]}],
    lr=0.1, momentum=0.9, weight_decay=0.1))
keep("adam", lambda p: optim.Adam(p))
keep("adam-decay", lambda p: optim.Adam(p, lr=0.01, betas=(0.8, 0.95), eps=1e-4, weight_decay=0.1))
keep("adam-maximum", lambda p: optim.Adam(p, lr=0.01, betas=(0.5, 0.6), amsgrad=True))
keep("adamw", lambda p: optim.AdamW(p))
keep("adamw-decay", lambda p: optim.AdamW(p, lr=0.01, weight_decay=0.5))
keep("adamw-maximum", lambda p: optim.AdamW(
    p, lr=0.01, betas=(0.5, 0.6), weight_decay=0.5, amsgrad=True))
keep("lars", lambda p: LARS(p, lr=2, momentum=0.9, weight_decay=0.1), grouped=True)
keep("lars-nesterov", lambda p: LARS(
    p, lr=2, momentum=0.9, weight_decay=0.1, nesterov=True, trust_coefficient=0.02), grouped=True)
keep("lars-dampening", lambda p: LARS(
    p, lr=2, momentum=0.9, weight_decay=0.1, dampening=0.5), grouped=True)


def clipped(clip):
    parameters = [torch.nn.Parameter(value.clone()) for value in first]
    for parameter, gradient in zip(parameters, gradients[1]):
        parameter.grad = gradient.clone()
    norm = clip(parameters)
    return norm, [p.grad for p in parameters]


made = {}
for name, clip in {
    "norm": lambda p: torch.nn.utils.clip_grad_norm_(p, 1.5),
    "wide": lambda p: torch.nn.utils.clip_grad_norm_(p, 1000),
    "value": lambda p: torch.nn.utils.clip_grad_value_(p, 0.3),
}.items():
    norm, values = clipped(clip)
    if norm is not None:
        made[f"{name}.total"] = norm
    made |= {f"{name}.{i}": value for i, value in enumerate(values)}
save(__file__, "clipping", made)

# Gradients that are finite but for steps 1 and 2, whose scaled gradients overflow.
weight = torch.nn.Parameter(first[0].clone())
optimizer = optim.SGD([weight], lr=0.1)
scaler = torch.amp.GradScaler("cpu", init_scale=8.0, growth_interval=2)
made = {}
for step in range(7):
    optimizer.zero_grad()
    factor = float("inf") if step in (1, 2) else 1.0
    scaler.scale((weight * gradients[step % 5][0] * factor).sum()).backward()
    scaler.step(optimizer)
    scaler.update()
    made[f"scale.{step}"] = torch.tensor(scaler.get_scale())
    made[f"after.{step}"] = weight.detach().clone()
save(__file__, "scaler", made)
