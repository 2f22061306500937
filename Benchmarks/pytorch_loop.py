"""The training loop that a person would write with PyTorch; a unit of work is one step.

    python pytorch_loop.py --folder DIR --student resnet20 [--teacher resnet56] [--tuned]

Plain: float32, contiguous pictures, the default form of the optimiser, the teacher in evaluation
mode under no_grad. With --tuned, what somebody who knows the CPU would add: channels-last pictures
and weights, batch normalisation of the teacher folded into its convolutions, the fused optimiser.
DIR holds data.pt and a state dictionary for each network (see inputs.py).
"""

import argparse
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

import resnet
from exchange import serve

TEMPERATURE, ALPHA = 4.0, 0.9


def load(folder, name):
    model = resnet.make(name)
    model.load_state_dict(torch.load(folder / f"{name}.pt"))
    return model


def fold(model):
    """Puts each batch normalisation into the convolution before it."""
    for module in model.modules():
        for number in "12":
            convolution, norm = (getattr(module, part + number, None) for part in ("conv", "bn"))
            if convolution is not None:
                setattr(module, f"conv{number}", fuse_conv_bn_eval(convolution, norm))
                setattr(module, f"bn{number}", nn.Identity())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--student", required=True)
    parser.add_argument("--teacher")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--tuned", action="store_true")
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    data = torch.load(options.folder / "data.pt")
    images, labels = data["images"], data["labels"]
    student = load(options.folder, options.student).train()
    teacher = load(options.folder, options.teacher).eval() if options.teacher else None
    if options.tuned:
        images = images.contiguous(memory_format=torch.channels_last)
        student = student.to(memory_format=torch.channels_last)
        if teacher:
            fold(teacher)
            teacher = teacher.to(memory_format=torch.channels_last)
    optimizer = torch.optim.SGD(
        student.parameters(), lr=0.05, momentum=0.9, nesterov=True, weight_decay=5e-4,
        fused=True if options.tuned else None)

    number = 0

    def step():
        nonlocal number
        start = number % (len(labels) // options.batch) * options.batch
        number += 1
        x, y = images[start:start + options.batch], labels[start:start + options.batch]
        logits = student(x)
        loss = F.cross_entropy(logits, y)
        if teacher:
            with torch.no_grad():
                answer = teacher(x)
            soft = F.kl_div(
                F.log_softmax(logits / TEMPERATURE, dim=1), F.softmax(answer / TEMPERATURE, dim=1),
                reduction="batchmean") * TEMPERATURE**2
            loss = ALPHA * soft + (1 - ALPHA) * loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss.item()

    serve(step)


if __name__ == "__main__":
    main()
