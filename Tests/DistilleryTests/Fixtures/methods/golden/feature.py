"""Losses over the maps of stages, without parts or with regressors. Needs torch.

Maps are `[batch, channels, height, width]`. Where two maps differ in size the larger one is averaged down.
"""

import math

import torch
import torch.nn.functional as F

import layers
from case import Network, distilled, formula, label_loss, make

BATCH, CLASSES = 4, 3
LABELS = [2, 0, 1, 2]


def stages(step):
    """The chosen taps, or all stages of both, aligned from the last backwards."""
    student = step.option("student-taps", step.student.stages)
    teacher = step.option("teacher-taps", step.teacher.stages)
    count = min(len(student), len(teacher))
    taught = [x.detach() for x in step.teacher.features(teacher[-count:])]
    return list(zip(step.student.features(student[-count:]), taught))


def one_pair(step, choose):
    student = step.option("student-taps", None) or [choose(step.student.stages)]
    teacher = step.option("teacher-taps", None) or [choose(step.teacher.stages)]
    return step.student.taps[student[0]], step.teacher.taps[teacher[0]].detach()


def attention_transfer(step):
    exponent = step.option("exponent", 2)

    def attention(x):
        return F.normalize((x**exponent).mean(dim=1).flatten(1), dim=1)

    loss = 0
    for student, teacher in stages(step):
        student, teacher = layers.smaller(student, teacher)
        difference = attention(student) - attention(teacher)
        if step.option("form", "normalized") == "paper":
            loss = loss + difference.norm(dim=1).mean()
        else:
            loss = loss + (difference**2).mean()
    return loss


def nst(step):
    """Squared inner products of all pairs of channels, every channel's map of length 1."""

    def kernel(a, b):
        return ((a @ b.transpose(1, 2)) ** 2).mean()

    loss = 0
    for student, teacher in stages(step):
        student, teacher = (F.normalize(x.flatten(2), dim=2) for x in layers.smaller(student, teacher))
        loss = loss + kernel(teacher, teacher) + kernel(student, student) - 2 * kernel(student, teacher)
    return loss


def fitnet(step):
    student, teacher = one_pair(step, lambda paths: paths[len(paths) // 2])
    return ((layers.regressor(step, "connector", student, teacher) - teacher) ** 2).mean()


def feature_mse(step):
    student, teacher = one_pair(step, lambda paths: paths[-1])
    if student.shape != teacher.shape:
        student = layers.regressor(step, "connector", student, teacher)
    return ((student - teacher) ** 2).mean()


def cosine(step):
    student, teacher = step.student.taps["flatten"], step.teacher.taps["flatten"].detach()
    if student.shape != teacher.shape:
        student = layers.linear(step, "connector", student)
    similarity = (student * teacher).sum(dim=1) / (student.norm(dim=1) * teacher.norm(dim=1)).clamp(min=1e-8)
    return (1 - similarity).mean()


def vid(step):
    loss = 0
    for number, (student, teacher) in enumerate(stages(step)):
        x, teacher = layers.smaller(student, teacher)
        for name in ("conv1", "conv2", "conv3"):
            x = layers.convolution(step, f"regressors.{number}.{name}", x)
            x = x if name == "conv3" else x.relu()
        scale = step.parts[f"log_scales.{number}"]
        if step.option("sigma", "trained") == "frozen":
            scale = scale.detach()
        variance = (torch.log(1 + torch.exp(scale)) + 1e-5)[:, None, None]
        loss = loss + 0.5 * ((x - teacher) ** 2 / variance + torch.log(variance)).mean()
    return loss


def flow(step):
    """Products of the channels of consecutive stages, mean over the positions."""

    def matrices(maps):
        for first, second in zip(maps[:-1], maps[1:]):
            a, b = (x.flatten(2) for x in layers.smaller(first, second))
            yield b @ a.transpose(1, 2) / a.shape[2]

    student, teacher = zip(*stages(step))
    return sum(((s - t) ** 2).mean() for s, t in zip(matrices(student), matrices(teacher)))


def cat_kd(step):
    """Class activation maps: the weights of the last layer, without its bias, at every position."""
    size = step.option("pool", 2)

    def activations(network, x, weight):
        maps = F.adaptive_avg_pool2d(torch.einsum("kc,bchw->bkhw", weight, x), size)
        if step.option("normalized", False):
            maps = F.normalize(maps.flatten(2), dim=2).unflatten(2, (size, size))
        return maps

    student, teacher = one_pair(step, lambda paths: paths[-1])
    s = activations(step.student, student, step.student.headWeights["weight"])
    t = activations(step.teacher, teacher, step.teacher.headWeights["weight"].detach())
    return ((s - t) ** 2).mean()


def in_phases(term, weight):
    """With a start-up phase the term is its whole loss, and the labels are the whole loss afterwards."""

    def loss(step):
        if step.facts.get("phase") == "start-up":
            return step.option("weight", weight) * term(step)
        if step.option("start-up-epochs", 0) > 0 or step.option("stages", "one") == "two":
            return step.option("label-weight", 1.0) * label_loss(step)
        return distilled(term)(step, weight=weight)

    return loss


def maps(position, *shapes, scale=2.0, batch=BATCH):
    taps = {f"layer{i + 1}": formula([batch, *shape], position + 1 + i, scale) for i, shape in enumerate(shapes)}
    return Network(logits=formula([batch, CLASSES], position, 4.0), taps=taps, stages=list(taps))


def pooled(position, width):
    taps = {"flatten": formula([BATCH, width], position + 1, 4.0)}
    return Network(logits=formula([BATCH, CLASSES], position, 4.0), taps=taps, pooled="flatten")


def alike(network):
    """A student of other logits and the same features and head."""
    return Network(
        logits=formula([BATCH, CLASSES], 400, 4.0), taps=network.taps, stages=network.stages,
        pooled=network.pooled, head=network.head, headWeights=network.headWeights,
    )  # fmt: skip


def headed(network, position, width):
    network.head = "fc"
    network.headWeights = {
        "weight": formula([CLASSES, width], position, 2.0),
        "bias": formula([CLASSES], position + 1, 0.5),
    }
    return network


def normalization(part, position, channels):
    return {
        f"{part}.weight": formula([channels], position, 0.4, 1.0),
        f"{part}.bias": formula([channels], position + 1, 0.4),
    }


def connector(position, *shape, transposed=False):
    channels = shape[1] if transposed else shape[0]
    return {
        "connector.conv.weight": formula(list(shape), position, 1.0),
        "connector.conv.bias": formula([channels], position + 1, 0.4),
        **normalization("connector.bn", position + 2, channels),
    }


def regressors(position, *pairs):
    """Widths of student and teacher, stage by stage; every variance starts at 5."""
    parts = {}
    for number, (s, t) in enumerate(pairs):
        at, name = position + 10 * number, f"regressors.{number}"
        parts[f"{name}.conv1.weight"] = formula([t, s, 1, 1], at, 2.0)
        parts[f"{name}.conv2.weight"] = formula([t, t, 1, 1], at + 1, 2.0)
        parts[f"{name}.conv3.weight"] = formula([t, t, 1, 1], at + 2, 2.0)
        start = math.log(math.exp(5.0 - 1e-5) - 1.0)
        parts[f"log_scales.{number}"] = formula([t], at + 3, 0.0 if number == 0 else 1.0, start)
    return parts


def files():
    """kind: (source, cases)"""
    wide = maps(401, [3, 3, 3], [4, 2, 2])
    narrow = maps(411, [2, 3, 3], [3, 2, 2])
    unlike = maps(421, [2, 5, 5], [3, 1, 1])
    short = maps(431, [3, 3, 3])

    def attention(step):
        return distilled(attention_transfer)(step, weight=1000.0)

    def selectivity(step):
        return distilled(nst)(step, weight=50.0)

    def classes(step):
        return distilled(cat_kd)(step, weight=1.8)

    hint, fsp = in_phases(fitnet, 100.0), in_phases(flow, 50.0)

    def over_stages(kind, loss, variants):
        method = {"kind": kind}
        cases = [make("defaults", method, loss, narrow, wide, labels=LABELS)]
        cases += [make(n, {**method, **options}, loss, narrow, wide, labels=LABELS) for n, options in variants]
        return cases + [
            make("student's maps larger and smaller", method, loss, unlike, wide, labels=LABELS),
            make("student's maps equal the teacher's", method, loss, alike(wide), wide, labels=LABELS),
            make("a student's map of zeros", method, loss, maps(431, [3, 2, 2], scale=0.0), wide, labels=LABELS),
        ]

    def hint_case(name, student, teacher, parts, labels=LABELS, phase=None, **options):
        facts = {"phase": phase, "epochs": 240} if phase else {}
        return make(name, {"kind": "fitnet", **options}, hint, student, teacher, parts, labels=labels, **facts)

    same = connector(441, 3, 2, 1, 1)
    three_s, three_t = maps(451, [2, 3, 3], [2, 2, 2], [2, 1, 1]), maps(461, [3, 3, 3], [3, 2, 2], [3, 1, 1])
    fsp_s, fsp_t = maps(471, [2, 3, 3], [3, 2, 2], [2, 2, 2]), maps(481, [2, 2, 2], [3, 4, 4], [2, 1, 1])

    def flow_case(name, student=fsp_s, phase=None, **options):
        facts = {"phase": phase, "epochs": 240} if phase else {}
        return make(name, {"kind": "fsp", **options}, fsp, student, fsp_t, labels=LABELS, **facts)

    cam_s, cam_t = headed(maps(491, [2, 4, 4]), 495, 2), headed(maps(501, [3, 2, 2]), 505, 3)
    deeper = headed(maps(511, [2, 2, 2], [2, 4, 4]), 515, 2)

    return {
        "attention-transfer": (
            "formula; equal to mdistiller AT.py, form paper to torchdistill ATLoss with mode paper",
            [make("a student of one stage", {"kind": "attention-transfer"}, attention, short, wide, labels=LABELS)]
            + over_stages(
                "attention-transfer",
                attention,
                [
                    ("exponent 4, no labels", {"exponent": 4, "label-weight": 0}),
                    ("the paper's form", {"form": "paper", "weight": 1}),
                    ("one pair of taps", {"student-taps": ["layer1"], "teacher-taps": ["layer2"]}),
                ],
            ),
        ),
        "nst": (
            "formula; equal to mdistiller NST.py",
            over_stages("nst", selectivity, [("weight 1, no labels", {"weight": 1, "label-weight": 0})]),
        ),
        "fitnet": (
            "formula; equal to mdistiller FitNet.py with ConvReg",
            [
                hint_case("defaults, the middle one of three stages", three_s, three_t, same),
                hint_case("student's map twice as large", maps(521, [2, 4, 4]), maps(531, [3, 2, 2]), connector(541, 3, 2, 3, 3)),
                hint_case("student's map half as large", maps(551, [2, 2, 2]), maps(561, [3, 4, 4]), connector(571, 2, 3, 4, 4, transposed=True)),
                hint_case("student's map one larger", maps(581, [2, 3, 3]), maps(591, [3, 2, 2]), connector(601, 3, 2, 2, 2)),
                hint_case(
                    "chosen taps", three_s, three_t, same,
                    **{"student-taps": ["layer1"], "teacher-taps": ["layer1"], "weight": 1, "label-weight": 0},
                ),
                hint_case("two stages, the hint", three_s, three_t, same, phase="start-up", stages="two"),
                hint_case("two stages, afterwards", three_s, three_t, same, phase="main", stages="two"),
            ],
        ),
        "feature-mse": (
            "formula; equal to torch mse_loss, behind mdistiller ConvReg where shapes differ",
            [
                make("defaults, equal shapes", {"kind": "feature-mse"}, distilled(feature_mse), maps(611, [2, 4, 4], [4, 2, 2]), wide, labels=LABELS),
                make("a connector", {"kind": "feature-mse"}, distilled(feature_mse), maps(621, [2, 4, 4]), wide, connector(631, 4, 2, 3, 3), labels=LABELS),
                make("student's maps equal the teacher's", {"kind": "feature-mse", "weight": 5, "label-weight": 0}, distilled(feature_mse), alike(wide), wide, labels=LABELS),
            ],
        ),
        "cosine": (
            "formula; equal to torch cosine_embedding_loss with targets of 1",
            [
                make("defaults", {"kind": "cosine"}, distilled(cosine), pooled(641, 5), pooled(651, 5), labels=LABELS),
                make(
                    "a connector", {"kind": "cosine", "weight": 2, "label-weight": 0.5}, distilled(cosine), pooled(661, 3), pooled(651, 5),
                    {"connector.weight": formula([5, 3], 671, 1.5), "connector.bias": formula([5], 672, 0.5)}, labels=LABELS,
                ),
                make("student's features equal the teacher's", {"kind": "cosine"}, distilled(cosine), alike(pooled(651, 5)), pooled(651, 5), labels=LABELS),
            ],
        ),
        "vid": (
            "formula; equal to RepDistiller VID.py, frozen to mdistiller VID.py",
            [
                make("defaults", {"kind": "vid"}, distilled(vid), narrow, wide, regressors(701, (2, 3), (3, 4)), labels=LABELS),
                make("sigma frozen", {"kind": "vid", "sigma": "frozen"}, distilled(vid), narrow, wide, regressors(701, (2, 3), (3, 4)), labels=LABELS),
                make("student's maps larger and smaller", {"kind": "vid", "weight": 2, "label-weight": 0}, distilled(vid), unlike, wide, regressors(701, (2, 3), (3, 4)), labels=LABELS),
            ],
        ),
        "fsp": (
            "formula; equal to RepDistiller FSP.py",
            [
                flow_case("beside the labels", **{"start-up-epochs": 0}),
                flow_case("the start-up phase", phase="start-up", **{"start-up-epochs": 30}),
                flow_case("after the start-up phase", phase="main", **{"start-up-epochs": 30}),
                flow_case("student's maps equal the teacher's", alike(fsp_t), **{"start-up-epochs": 0, "weight": 1}),
            ],
        ),
        "cat-kd": (
            "formula; equal to CAT-KD CAT_KD.py over the maps of a 1x1 convolution without bias",
            [
                make("defaults", {"kind": "cat-kd"}, classes, cam_s, cam_t, labels=LABELS),
                make("normalized", {"kind": "cat-kd", "weight": 600, "normalized": True}, classes, cam_s, cam_t, labels=LABELS),
                make("not pooled, the last of two stages", {"kind": "cat-kd", "pool": 4, "label-weight": 0}, classes, deeper, cam_t, labels=LABELS),
                make("student's maps equal the teacher's", {"kind": "cat-kd"}, classes, alike(cam_t), cam_t, labels=LABELS),
            ],
        ),
    }  # fmt: skip
