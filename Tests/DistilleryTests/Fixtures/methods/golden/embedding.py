"""Losses over vectors of texts, `[batch, width]`, which stand where other networks have logits. Needs torch."""

import torch
import torch.nn.functional as F

from case import Network, formula, make

BATCH = 4
LABELS = [0, 0, 0, 0]


def vectors(step):
    return step.student.logits, step.teacher.logits.detach()


def cosines(x):
    return F.normalize(x, dim=1) @ F.normalize(x, dim=1).T


def regression(step):
    student, teacher = vectors(step)
    return step.option("weight", 1.0) * ((student - teacher) ** 2).sum(dim=1).mean()


def direction(step):
    student, teacher = vectors(step)
    return step.option("weight", 1.0) * (1 - F.cosine_similarity(student, teacher)).mean()


def similarity(step):
    """KL between softmaxes over the other texts; the text itself is taken out of the rows."""
    temperature = step.option("temperature", 0.05)

    def others(x):
        rows = cosines(x) / temperature
        keep = ~torch.eye(len(x), dtype=torch.bool)
        return rows[keep].reshape(len(x), len(x) - 1)

    student, teacher = (others(x) for x in vectors(step))
    divergence = F.kl_div(student.log_softmax(1), teacher.softmax(1), reduction="batchmean")
    return step.option("weight", 1.0) * divergence


def margins(step):
    """All triples, one by one."""
    student, teacher = (cosines(x) for x in vectors(step))
    count = len(student)
    terms = []
    for i in range(count):
        others = [j for j in range(count) if j != i]
        for j in others:
            for k in others:
                apart = (student[i, j] - student[i, k]) - (teacher[i, j] - teacher[i, k])
                terms.append(apart**2)
    return step.option("weight", 1.0) * torch.stack(terms).mean()


def network(position, width, scale=4.0):
    return Network(logits=formula([BATCH, width], position, scale))


def cases(kind, loss, options, widths=(5, 5)):
    student, teacher = network(701, widths[0]), network(711, widths[1])
    method = {"kind": kind}
    result = [make("defaults", method, loss, student, teacher, labels=LABELS)]
    for name, option in options:
        result.append(make(name, {**method, **option}, loss, student, teacher, labels=LABELS))
    if widths[0] == widths[1]:
        result.append(make("the same vectors", method, loss, teacher, teacher, labels=LABELS))
    return result


def files():
    """kind: (source, cases)"""
    weight = [("another weight", {"weight": 0.3})]
    return {
        "vector-mse": ("formula", cases("vector-mse", regression, weight)),
        "vector-cosine": ("formula", cases("vector-cosine", direction, weight)),
        "similarity-kl": (
            "formula; SEED without its queue",
            cases("similarity-kl", similarity, weight + [("warmer", {"temperature": 0.5})]),
        ),
        "margin-mse": (
            "formula; MarginMSE of sentence-transformers over all triples of a batch",
            cases("margin-mse", margins, weight),
        ),
    }
