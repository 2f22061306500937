"""Losses over the relations between examples or channels. Needs torch.

Pooled features are `[batch, width]`, maps `[batch, channels, height, width]`.
"""

import math

import torch
import torch.nn.functional as F

import layers
from case import Network, distilled, formula, given, make

BATCH, CLASSES = 4, 3
LABELS = [2, 0, 1, 2]


def pooled(step):
    return step.student.taps["flatten"], step.teacher.taps["flatten"].detach()


def distances(x):
    """Euclidean, over their mean; two equal rows are 1e-6 apart and count, the diagonal is 0 and does not."""
    squares = (x**2).sum(dim=1)
    squared = squares[:, None] + squares[None, :] - 2 * x @ x.T
    result = squared.clamp(min=1e-12).sqrt() * (1 - torch.eye(len(x), dtype=torch.float64))
    return result / result[result > 0].mean()


def angles(x):
    """The cosines of all angles at every example; a direction of length 0 is 0."""
    directions = F.normalize(x[None, :, :] - x[:, None, :], dim=2)
    return directions @ directions.transpose(1, 2)


def rkd(step):
    student, teacher = pooled(step)
    if step.option("normalization", "none") == "l2":
        student, teacher = F.normalize(student), F.normalize(teacher)
    near = F.smooth_l1_loss(distances(student), distances(teacher))
    turned = F.smooth_l1_loss(angles(student), angles(teacher))
    return step.option("distance-weight", 25.0) * near + step.option("angle-weight", 50.0) * turned


def neighbours(x, epsilon=1e-7):
    """Cosines between examples, moved into 0...1, as probabilities by row."""
    x = x / (x.norm(dim=1, keepdim=True) + epsilon)
    similarity = (x @ x.T + 1) / 2
    return similarity / similarity.sum(dim=1, keepdim=True)


def pkt(step, epsilon=1e-7):
    student, teacher = (neighbours(x) for x in pooled(step))
    return (teacher * torch.log((teacher + epsilon) / (student + epsilon))).mean()


def pairs(step):
    """The chosen taps, or the last stage of both."""
    student = step.option("student-taps", step.student.stages[-1:])
    teacher = step.option("teacher-taps", step.teacher.stages[-1:])
    return zip(step.student.features(student), [x.detach() for x in step.teacher.features(teacher)])


def similarity_preserving(step):
    def similarity(x):
        x = x.flatten(1)
        return F.normalize(x @ x.T, dim=1)

    return sum(((similarity(s) - similarity(t)) ** 2).sum() / len(s) ** 2 for s, t in pairs(step))


def correlation_congruence(step):
    features_s, features_t = pooled(step)
    student = layers.linear(step, "embed_student", features_s)
    teacher = layers.linear(step, "embed_teacher", features_t)
    if step.option("variant", "sequential") == "sequential":
        difference = (student - teacher).abs()
        return (difference[:-1] * difference[1:]).sum(dim=1).mean()
    gamma, order = step.option("gamma", 0.4), step.option("order", 2)

    def kernel(x):
        products = x @ x.T
        terms = [(2 * gamma) ** p / math.factorial(p) * products**p for p in range(order + 1)]
        return math.exp(-2 * gamma) * sum(terms)

    return (kernel(student) - kernel(teacher)).norm() / len(student) ** 2


def ickd(step):
    """Correlations between channels of one example, rows of length 1."""

    def correlation(x):
        x = x.flatten(2)
        return F.normalize(x @ x.transpose(1, 2), dim=2)

    loss = 0
    for number, (student, teacher) in enumerate(pairs(step)):
        if student.shape[1] != teacher.shape[1]:
            student = layers.projection(step, f"connectors.{number}", student)
        difference = correlation(student) - correlation(teacher)
        loss = loss + (difference**2).sum() / (teacher.shape[1] * len(teacher))
    return loss


def vectors(position, width, scale=4.0, rows=None, batch=BATCH):
    """A network seen at its pooled features; `rows` repeats some of them."""
    features = formula([batch, width], position + 1, scale)
    if rows:
        features = given(features.value[rows].tolist())
    return Network(
        logits=formula([batch, CLASSES], position, 4.0), taps={"flatten": features}, pooled="flatten"
    )


def maps(position, *shapes, scale=2.0, batch=BATCH):
    taps = {f"layer{i + 1}": formula([batch, *shape], position + 1 + i, scale) for i, shape in enumerate(shapes)}
    return Network(logits=formula([batch, CLASSES], position, 4.0), taps=taps, stages=list(taps))


def alike(network):
    """A student of other logits and the same features."""
    return Network(logits=formula([BATCH, CLASSES], 200, 4.0), taps=network.taps, stages=network.stages, pooled=network.pooled)


STUDENT, TEACHER = vectors(201, 3), vectors(211, 5)
REPEATED_S, REPEATED_T = vectors(221, 3, rows=[0, 1, 0, 2]), vectors(231, 5, rows=[0, 1, 0, 2])
PAIR_S, PAIR_T = vectors(241, 3, batch=2), vectors(251, 5, batch=2)


def over_vectors(kind, loss, variants, repeated_alone=True):
    method = {"kind": kind}
    cases = [make("defaults", method, loss, STUDENT, TEACHER, labels=LABELS)]
    cases += [
        make(name, {**method, **options}, loss, STUDENT, TEACHER, labels=LABELS) for name, options in variants
    ]
    cases += [
        make("student's features equal the teacher's", method, loss, alike(TEACHER), TEACHER, labels=LABELS),
        make("two equal rows on both sides", method, loss, REPEATED_S, REPEATED_T, labels=LABELS),
        make("batch of 2", method, loss, PAIR_S, PAIR_T, labels=LABELS[:2]),
        make("large features", method, loss, vectors(261, 3, 4000.0), TEACHER, labels=LABELS),
    ]
    if repeated_alone:
        # The published gradient grows with 1e12 where the student's rows are equal and the teacher's are not.
        cases.append(
            make("two equal rows of the student", method, loss, REPEATED_S, TEACHER, gradients=False, labels=LABELS)
        )
    return cases


def files():
    """kind: (source, cases)"""
    wide = maps(301, [3, 3, 3], [4, 2, 2])
    narrow = maps(311, [2, 3, 3], [2, 3, 3])
    method = {"kind": "similarity-preserving"}

    def sp(step):
        return distilled(similarity_preserving)(step, weight=3000.0)

    def cc(step):
        return distilled(correlation_congruence)(step, weight=0.02)

    def channels(step):
        return distilled(ickd)(step, weight=2.5)

    def pkt_loss(step):
        return distilled(pkt)(step, weight=30000.0)

    def embeds(position, student, teacher, width=4):
        return {
            "embed_student.weight": formula([width, student], position, 1.5),
            "embed_student.bias": formula([width], position + 1, 0.5),
            "embed_teacher.weight": formula([width, teacher], position + 2, 1.5),
            "embed_teacher.bias": formula([width], position + 3, 0.5),
        }

    def cc_case(name, student, teacher, widths=(3, 5), labels=LABELS, **options):
        recipe = {"kind": "correlation-congruence", "width": 4, **options}
        return make(name, recipe, cc, student, teacher, parts=embeds(271, *widths), labels=labels)

    connector = {
        "connectors.0.conv.weight": formula([4, 3, 1, 1], 321, 1.5),
        "connectors.0.bn.weight": formula([4], 322, 0.4, 1.0),
        "connectors.0.bn.bias": formula([4], 323, 0.4),
    }
    same_embeds = embeds(271, 5, 5)
    for name in ("weight", "bias"):
        same_embeds[f"embed_teacher.{name}"] = same_embeds[f"embed_student.{name}"]

    return {
        "rkd": (
            "formula; equal to mdistiller RKD.py, normalization l2 to mmrazor relational_kd.py",
            over_vectors(
                "rkd",
                distilled(rkd),
                [
                    ("distances alone", {"angle-weight": 0, "label-weight": 0}),
                    ("angles alone", {"distance-weight": 0, "label-weight": 0}),
                    ("rows of length 1", {"normalization": "l2"}),
                    ("weights of the paper, halved", {"distance-weight": 1, "angle-weight": 2, "weight": 0.5}),
                ],
            ),
        ),
        "pkt": (
            "formula; equal to mdistiller PKT.py",
            over_vectors("pkt", pkt_loss, [("weight 1, no labels", {"weight": 1, "label-weight": 0})], False),
        ),
        "similarity-preserving": (
            "formula; equal to mdistiller SP.py",
            [
                make("defaults, the last stage of unlike maps", method, sp, narrow, wide, labels=LABELS),
                make(
                    "two taps", {**method, "weight": 10, "label-weight": 0, "student-taps": ["layer1", "layer2"], "teacher-taps": ["layer1", "layer2"]},
                    sp, narrow, wide, labels=LABELS,
                ),
                make("student's features equal the teacher's", method, sp, alike(wide), wide, labels=LABELS),
                make("batch of 2", method, sp, maps(331, [2, 3, 3], batch=2), maps(341, [4, 2, 2], batch=2), labels=LABELS[:2]),
                make("two equal rows on both sides", method, sp, repeated(narrow, "layer2"), repeated(wide, "layer2"), labels=LABELS),
            ],
        ),
        "correlation-congruence": (
            "formula; sequential equal to RepDistiller CC.py, taylor to torchdistill CCKDLoss with a gaussian kernel",
            [
                cc_case("defaults", STUDENT, TEACHER),
                cc_case("a kernel's Taylor series", STUDENT, TEACHER, variant="taylor", weight=0.003),
                cc_case("another kernel", STUDENT, TEACHER, variant="taylor", gamma=0.1, order=3, **{"label-weight": 0}),
                cc_case("weight 1, no labels", STUDENT, TEACHER, weight=1, **{"label-weight": 0}),
                cc_case("two equal rows on both sides", REPEATED_S, REPEATED_T),
                cc_case("batch of 2", PAIR_S, PAIR_T, labels=LABELS[:2]),
                make(
                    "equal features and embeddings", {"kind": "correlation-congruence", "width": 4},
                    cc, alike(TEACHER), TEACHER, parts=same_embeds, labels=LABELS,
                ),
            ],
        ),
        "ickd": (
            "formula; equal to ICKD Cifar100 ICKD.py; its ImageNet form divides by the batch once more",
            [
                make("defaults, a connector for unlike channels", {"kind": "ickd"}, channels, maps(351, [2, 4, 4], [3, 3, 3]), wide, parts=connector, labels=LABELS),
                make("equal channels, unlike maps", {"kind": "ickd"}, channels, maps(361, [2, 4, 4], [4, 1, 1]), wide, labels=LABELS),
                make("student's features equal the teacher's", {"kind": "ickd"}, channels, alike(wide), wide, labels=LABELS),
                make(
                    "two taps", {"kind": "ickd", "weight": 1, "label-weight": 0, "student-taps": ["layer1", "layer2"], "teacher-taps": ["layer1", "layer2"]},
                    channels, maps(371, [3, 3, 3], [3, 2, 2]), wide,
                    parts={path.replace("connectors.0", "connectors.1"): entry for path, entry in connector.items()},
                    labels=LABELS,
                ),
                make("batch of 2", {"kind": "ickd"}, channels, maps(381, [4, 3, 3], batch=2), maps(391, [4, 2, 2], batch=2), labels=LABELS[:2]),
            ],
        ),
    }  # fmt: skip


def repeated(network, path):
    taps = dict(network.taps)
    taps[path] = given_like(taps[path], [0, 1, 0, 2])
    return Network(logits=network.logits, taps=taps, stages=network.stages)


def given_like(entry, rows):
    return given(entry.value[rows].tolist())
