"""Contrastive representation distillation, with the negatives given. Needs torch.

Both memories hold one vector for every example of the data set, `[examples, width]`.
"""

import torch
import torch.nn.functional as F

import layers
from case import distilled, formula, given, make
from feature import LABELS, pooled

EXAMPLES, WIDTH = 12, 4
INDICES = [3, 7, 0, 10]
ALL_LABELS = [1, 2, 0, 2, 1, 0, 0, 0, 1, 2, 2, 1]
EXACT = [[0, 4, 6, 11, 5], [1, 3, 8, 9, 1], [2, 6, 9, 3, 5], [0, 8, 4, 7, 2]]
ANY = [[9, 4, 3, 11, 5], [0, 3, 8, 7, 5], [2, 4, 9, 3, 5], [0, 1, 4, 7, 2]]


def embeddings(step):
    student, teacher = step.student.taps["flatten"], step.teacher.taps["flatten"].detach()
    return tuple(
        F.normalize(layers.linear(step, name, x), dim=1)
        for name, x in (("embed_student", student), ("embed_teacher", teacher))
    )


def scores(step):
    """Each side's embeddings against the other side's memory: the own example first, then the negatives."""
    chosen = torch.cat([torch.tensor(step.facts["indices"])[:, None], torch.as_tensor(step.facts["negatives"])], dim=1)
    memories = step.parts["memory_teacher"].detach(), step.parts["memory_student"].detach()
    temperature = step.option("temperature", 0.07)
    return [
        torch.exp(torch.einsum("bkw,bw->bk", memory[chosen], embedding) / temperature)
        for memory, embedding in zip(memories, embeddings(step))
    ]


def normalizers(step):
    """Set once, by the first batch: the mean score times the number of examples."""
    given_ones = step.parts["normalizers"].detach()
    fresh = torch.stack([score.detach().mean() * step.facts["examples"] for score in scores(step)])
    return torch.where(given_ones > 0, given_ones, fresh)


def crd(step):
    loss, epsilon = 0, 1e-7
    for score, normalizer in zip(scores(step), normalizers(step)):
        probability = score / normalizer
        chance = (score.shape[1] - 1) / step.facts["examples"]
        own, others = probability[:, 0], probability[:, 1:]
        hit = torch.log(own / (own + chance + epsilon)).sum()
        missed = torch.log(chance / (others + chance + epsilon)).sum()
        loss = loss - (hit + missed) / len(score)
    return loss


def memories_after(step):
    """The batch's vectors move towards the new embeddings and keep length 1."""
    momentum, indices = step.option("momentum", 0.5), torch.tensor(step.facts["indices"])
    result = {"normalizers": normalizers(step)}
    for name, embedding in zip(("memory_student", "memory_teacher"), embeddings(step)):
        memory = step.parts[name].detach().clone()
        moved = momentum * memory[indices] + (1 - momentum) * embedding.detach()
        memory[indices] = moved / moved.norm(dim=1, keepdim=True)
        result[name] = memory
    return result


def files():
    """kind: (source, cases)"""

    def loss(step):
        return distilled(crd)(step, weight=0.8)

    student, teacher = pooled(1001, 3), pooled(1011, 5)

    def crd_case(name, negatives=EXACT, constants=(-1.0, -1.0), **options):
        parts = {
            "embed_student.weight": formula([WIDTH, 3], 1021, 1.0),
            "embed_student.bias": formula([WIDTH], 1022, 0.5),
            "embed_teacher.weight": formula([WIDTH, 5], 1023, 1.0),
            "embed_teacher.bias": formula([WIDTH], 1024, 0.5),
            "memory_student": formula([EXAMPLES, WIDTH], 1025, 1.7320508),
            "memory_teacher": formula([EXAMPLES, WIDTH], 1026, 1.7320508),
            "normalizers": given(list(constants)),
        }
        return make(
            name, {"kind": "crd", "negatives": len(negatives[0]), "width": WIDTH, **options}, loss, student, teacher,
            parts, after=memories_after, labels=LABELS, indices=INDICES, examples=EXAMPLES, allLabels=ALL_LABELS,
            negatives=negatives,
        )  # fmt: skip

    return {
        "crd": (
            "formula; equal to mdistiller CRD.py with its constants in double precision",
            [
                crd_case("the first batch sets the normalizers"),
                crd_case("normalizers kept", constants=(35.5, 1200.25)),
                crd_case(
                    "negatives from all classes", ANY, sampling="random", temperature=0.2, momentum=0.9,
                    **{"weight": 1, "label-weight": 0},
                ),
            ],
        )
    }  # fmt: skip
