"""Learning rates and momenta of PyTorch's schedulers at base rate 1: python make.py (torch 2.13)."""

import pathlib
import sys

import torch
from torch.optim import lr_scheduler as s

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from fixture import save  # noqa: E402

STEPS = 40


def keep(name, make, steps=STEPS):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0, momentum=0.9)
    scheduler = make(optimizer)
    rates, momenta = [], []
    for _ in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        momenta.append(optimizer.param_groups[0]["momentum"])
        optimizer.step()
        scheduler.step()
    return {
        f"{name}.rate": torch.tensor(rates, dtype=torch.float64),
        f"{name}.momentum": torch.tensor(momenta, dtype=torch.float64),
    }


def warmed(optimizer, following):
    first = s.LinearLR(optimizer, start_factor=0.01, total_iters=8)
    return s.SequentialLR(optimizer, [first, following(optimizer)], milestones=[8])


made = {}
made |= keep("constant", lambda o: s.ConstantLR(o, factor=1))
made |= keep("step", lambda o: s.StepLR(o, step_size=12, gamma=0.2))
made |= keep("multi-step", lambda o: s.MultiStepLR(o, milestones=[10, 20, 35], gamma=0.1))
made |= keep("cosine", lambda o: s.CosineAnnealingLR(o, T_max=STEPS))
made |= keep("cosine-minimum", lambda o: s.CosineAnnealingLR(o, T_max=STEPS, eta_min=0.05))
made |= keep("warm-up-constant", lambda o: warmed(o, lambda o: s.ConstantLR(o, factor=1)))
made |= keep("warm-up-cosine", lambda o: warmed(o, lambda o: s.CosineAnnealingLR(o, T_max=STEPS - 8)))
made |= keep("warm-up-multi-step", lambda o: warmed(o, lambda o: s.MultiStepLR(o, milestones=[4, 16])))
made |= keep("one-cycle", lambda o: s.OneCycleLR(o, max_lr=1.0, total_steps=STEPS))
made |= keep("one-cycle-steep", lambda o: s.OneCycleLR(
    o, max_lr=1.0, total_steps=STEPS, pct_start=0.01, div_factor=10, final_div_factor=100,
    base_momentum=0.8, max_momentum=0.99))
save(__file__, "rates", made)
