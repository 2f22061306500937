"""Losses and their gradients as PyTorch computes them, in double precision.

Writes losses.json beside this file. Made with PyTorch 2.13: python3 make_fixtures.py
"""

import json
import pathlib

import torch
import torch.nn.functional as F

BATCH, CLASSES = 5, 7


def numbers(tensor):
    return [float(f"{value:.12g}") for value in tensor.flatten().tolist()]


def measured(student, loss):
    student.grad = None
    loss.backward()
    return {"value": float(f"{loss.item():.12g}"), "gradient": numbers(student.grad)}


def main():
    torch.manual_seed(7)
    student = (torch.randn(BATCH, CLASSES, dtype=torch.float64) * 3).round(decimals=3)
    teacher = (torch.randn(BATCH, CLASSES, dtype=torch.float64) * 5).round(decimals=3)
    labels = torch.randint(CLASSES, (BATCH,))
    partners = torch.randint(CLASSES, (BATCH,))
    # Halves and quarters: the same in single precision.
    shares = torch.tensor([1, 0.75, 0.5, 0.25, 0.875], dtype=torch.float64)
    student.requires_grad_()

    def soft(temperature):
        return temperature**2 * F.kl_div(
            F.log_softmax(student / temperature, dim=-1),
            F.softmax(teacher / temperature, dim=-1),
            reduction="batchmean",
        )

    def hard(smoothing=0.0, mixed=False):
        def per_example(classes):
            return F.cross_entropy(student, classes, label_smoothing=smoothing, reduction="none")

        if mixed:
            return (shares * per_example(labels) + (1 - shares) * per_example(partners)).mean()
        return per_example(labels).mean()

    fixture = {
        "classes": CLASSES,
        "student": numbers(student.detach()),
        "teacher": numbers(teacher),
        "labels": labels.tolist(),
        "partners": partners.tolist(),
        "shares": shares.tolist(),
        "soft": [
            {"temperature": t, **measured(student, soft(t))} for t in (0.5, 1.0, 2.0, 4.0, 20.0)
        ],
        "kd": [
            {
                "temperature": t,
                "alpha": alpha,
                "mixed": mixed,
                **measured(student, alpha * soft(t) + (1 - alpha) * hard(mixed=mixed)),
            }
            for t, alpha, mixed in (
                (4.0, 0.9, False),
                (4.0, 0.0, False),
                (2.0, 1.0, False),
                (1.0, 0.5, False),
                (3.0, 0.3, True),
            )
        ],
        "labelLearning": [
            {"smoothing": s, "mixed": mixed, **measured(student, hard(s, mixed))}
            for s, mixed in ((0.0, False), (0.1, False), (0.0, True), (0.2, True))
        ],
    }
    path = pathlib.Path(__file__).with_name("losses.json")
    path.write_text(json.dumps(fixture, indent=1) + "\n")


if __name__ == "__main__":
    main()
