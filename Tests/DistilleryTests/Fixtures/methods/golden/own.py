"""Losses of strategies with networks of their own: mutual, be-your-own-teacher, data-free. Needs torch.

Their cases differ from those of the other methods: several logits at one side, or losses of a generator.
"""

import torch
import torch.nn.functional as F

from case import formula, given, leaf, rounded
from response import BATCH, CLASSES, LABELS, divergence


def plain(name, loss, entries, method=None, **facts):
    """A case of named tensors; the gradient is of all of them."""
    tensors = {key: leaf(entry) for key, entry in entries.items()}
    value = loss(tensors)
    found = torch.autograd.grad(value, list(tensors.values()), allow_unused=True)
    assert torch.isfinite(value), name
    case = {"name": name} | ({"method": method} if method else {}) | facts
    case["tensors"] = {key: entry.json for key, entry in entries.items()}
    case["loss"] = value.item()
    case["gradients"] = {
        key: rounded(gradient)
        for key, gradient in zip(tensors, found)
        if gradient is not None
    }
    return case


def hard(logits):
    return F.cross_entropy(logits, torch.tensor(LABELS))


def known(labels, smoothing=0.0, partners=None, shares=None):
    """Cross-entropy over the labels that are known; -100 is no label."""

    def rows(logits, classes):
        return F.cross_entropy(logits, torch.tensor(classes), label_smoothing=smoothing, reduction="none")

    def loss(tensors):
        logits = tensors["logits"]
        if partners is None:
            return F.cross_entropy(logits, torch.tensor(labels), label_smoothing=smoothing)
        share = torch.tensor(shares, dtype=logits.dtype)
        total = share * rows(logits, labels) + (1 - share) * rows(logits, partners)
        known = share * (torch.tensor(labels) >= 0) + (1 - share) * (torch.tensor(partners) >= 0)
        return total.sum() / known.sum()

    return loss


def mutual(own, weight=1.0):
    """What network number `own` minimises: its labels and the mean divergence from its peers, T = 1."""

    def loss(tensors):
        mine = tensors[f"networks.{own}"]
        peers = [x.detach() for key, x in tensors.items() if key != f"networks.{own}"]
        return hard(mine) + weight * sum(divergence(mine, peer, 1.0).mean() for peer in peers) / len(peers)

    return loss


def byot(alpha=0.1, temperature=3.0, beta=1e-6):
    """Every exit learns from labels; the shallow ones also from the deepest, which is the last."""

    def loss(tensors):
        exits = [x for key, x in tensors.items() if key.startswith("exits.")]
        features = [x for key, x in tensors.items() if key.startswith("features.")]
        labels = sum(hard(x) for x in exits)
        soft = sum(divergence(x, exits[-1].detach(), temperature).mean() for x in exits[:-1])
        near = sum(((x - features[-1].detach()) ** 2).sum() / len(x) for x in features[:-1])
        return (1 - alpha) * labels + alpha * soft + beta * near

    return loss


def one_hot(tensors):
    logits = tensors["teacher.logits"]
    return F.cross_entropy(logits, logits.argmax(dim=1))


def information_entropy(tensors):
    """Negative entropy, in decimal logarithms, of the mean probabilities of a batch."""
    mean = tensors["teacher.logits"].softmax(dim=1).mean(dim=0)
    return (mean * torch.log10(mean)).sum()


def activation(tensors):
    return -tensors["teacher.features"].abs().mean()


def generator(weights):
    def loss(tensors):
        parts = one_hot(tensors), activation(tensors), information_entropy(tensors)
        return sum(weight * part for weight, part in zip(weights, parts))

    return loss


def disagreement(sign):
    def loss(tensors):
        return sign * (tensors["student.logits"] - tensors["teacher.logits"]).abs().mean()

    return loss


def files():
    """kind: (source, cases); a folder of their own, as their format is."""

    def logits(position, scale=6.0):
        return formula([BATCH, CLASSES], position, scale)

    def together(*entries):
        return {f"networks.{number}": entry for number, entry in enumerate(entries)}

    def mutual_case(name, own, *entries, **options):
        loss = mutual(own, options.get("weight", 1.0))
        return plain(name, loss, together(*entries), {"kind": "mutual", **options}, labels=LABELS, network=own)

    two, three = [logits(1201), logits(1202)], [logits(1201), logits(1202), logits(1203, 9.0)]
    widths = {f"features.{n}": formula([BATCH, 4], 1220 + n, 2.0) for n in range(3)}
    exits = {f"exits.{n}": logits(1210 + n) for n in range(3)}
    agreeing = {f"exits.{n}": logits(1210) for n in range(3)} | {f"features.{n}": formula([BATCH, 4], 1220, 2.0) for n in range(3)}
    own = {"kind": "be-your-own-teacher"}
    made, features = {"teacher.logits": logits(1231)}, {"teacher.features": formula([BATCH, 4], 1232, 2.0)}
    sides = {"student.logits": logits(1233), "teacher.logits": logits(1234)}
    saturated = {"teacher.logits": given([[100.0, -100.0, 0.0], [-50.0, 100.0, -100.0], [0.0, 100.0, 99.0], [100.0, -100.0, 0.0]])}
    some, partners, shares = [2, -100, 3, -100], [-100, 1, 0, -100], [0.75, 0.5, 0.25, 0.5]
    return {
        "losses/labels": (
            "torch cross_entropy with its ignore_index; mixed ones weighted by their shares",
            [
                plain("some unlabelled", known(some), {"logits": logits(1240)}, labels=some),
                plain(
                    "some unlabelled, smoothed", known(some, 0.1), {"logits": logits(1240)},
                    {"kind": "labels", "smoothing": 0.1}, labels=some,
                ),
                plain(
                    "mixed with unlabelled", known(some, 0.0, partners, shares), {"logits": logits(1240)},
                    labels=some, partners=partners, shares=shares,
                ),
            ],
        ),
        "losses/mutual": (
            "formula; equal to torch cross_entropy and kl_div with batchmean",
            [
                mutual_case("two networks, the first", 0, *two),
                mutual_case("two networks, the second", 1, *two),
                mutual_case("three networks, the second", 1, *three),
                mutual_case("three networks, half weight", 2, *three, weight=0.5),
                mutual_case("two that agree", 0, logits(1201), logits(1201)),
                mutual_case("logits up to 100", 0, logits(1204, 200.0), logits(1205, 200.0)),
            ],
        ),
        "losses/be-your-own-teacher": (
            "formula; equal to torch cross_entropy, kl_div with batchmean and mse_loss",
            [
                plain("defaults, three exits", byot(), exits | widths, own, labels=LABELS),
                plain(
                    "other weights", byot(0.3, 2.0, 0.01), exits | widths,
                    {**own, "alpha": 0.3, "temperature": 2, "beta": 0.01}, labels=LABELS,
                ),
                plain("exits that agree", byot(), agreeing, own, labels=LABELS),
            ],
        ),
        "losses/data-free": (
            "formula; the terms equal to mmrazor dafl_loss.py",
            [
                plain("one-hot", one_hot, made),
                plain("information entropy", information_entropy, made),
                plain("activation", activation, features),
                plain("generator, weights 1, 0.1, 5 of one-hot, activation, entropy", generator((1.0, 0.1, 5.0)), made | features),
                plain("one-hot, saturated", one_hot, saturated),
                plain("information entropy, saturated", information_entropy, saturated),
                plain("disagreement, the student's side", disagreement(1.0), sides),
                plain("disagreement, the generator's side", disagreement(-1.0), sides),
            ],
        ),
    }  # fmt: skip
