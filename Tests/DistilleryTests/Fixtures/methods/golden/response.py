"""Losses over logits. Needs torch.

Everywhere the sum over classes and the mean over the batch; z_s, z_t are `[batch, classes]`.
"""

import math

import torch
import torch.nn.functional as F

from case import Network, distilled, formula, given, label_loss, make

BATCH, CLASSES = 4, 5
LABELS = [2, 0, 2, 4]
PARTNERS = [1, 0, 3, 2]
SHARES = [1.0, 0.75, 0.5, 0.25]


def standardized(logits):
    """Rows with mean 0 and unbiased standard deviation 1."""
    centred = logits - logits.mean(dim=1, keepdim=True)
    return centred / (1e-7 + logits.std(dim=1, keepdim=True))


def both(step):
    student, teacher = step.student.logits, step.teacher.logits.detach()
    if step.option("standardize", False):
        student, teacher = standardized(student), standardized(teacher)
    return student, teacher


def divergence(student, teacher, temperature):
    """`T² · KL(softmax(z_t / T) || softmax(z_s / T))` of every row; a probability of 0 adds 0."""
    log_p = F.log_softmax(teacher / temperature, dim=1)
    log_q = F.log_softmax(student / temperature, dim=1)
    return temperature**2 * (log_p.exp() * (log_p - log_q)).sum(dim=1)


def kd(step):
    alpha = step.option("alpha", 0.9)
    soft = divergence(*both(step), step.option("temperature", 4.0)).mean()
    return alpha * soft + (1 - alpha) * label_loss(step)


def logits_mse(step):
    student, teacher = both(step)
    return (((student - teacher) / step.option("temperature", 1.0)) ** 2).mean()


def dkd(step):
    """The target class against all others, and the others among themselves, in logarithms."""
    student, teacher = both(step)
    temperature = step.option("temperature", 4.0)
    target = F.one_hot(step.labels, student.shape[1]).bool()

    def parts(logits):
        logarithms = F.log_softmax(logits / temperature, dim=1)
        others = logarithms.masked_fill(target, -math.inf)
        binary = torch.stack([logarithms[target], others.logsumexp(dim=1)], dim=1)
        return binary, (logits / temperature)[~target].reshape(len(logits), -1).log_softmax(dim=1)

    (binary_s, rest_s), (binary_t, rest_t) = parts(student), parts(teacher)
    target_term = (binary_t.exp() * (binary_t - binary_s)).sum(dim=1).mean()
    other_term = (rest_t.exp() * (rest_t - rest_s)).sum(dim=1).mean()
    warm_up = min((step.facts["epoch"] + 1) / step.option("warm-up-epochs", 20), 1.0)
    alpha, beta = step.option("alpha", 1.0), step.option("beta", 8.0)
    return warm_up * temperature**2 * (alpha * target_term + beta * other_term)


def logit_standardization(step):
    student, teacher = standardized(step.student.logits), standardized(step.teacher.logits.detach())
    soft = divergence(student, teacher, step.option("temperature", 2.0)).mean()
    return step.option("weight", 9.0) * soft + step.option("label-weight", 0.1) * label_loss(step)


def pearson(a, b, epsilon=1e-8):
    """The correlation of every row of `a` with the same row of `b`."""
    a, b = a - a.mean(dim=1, keepdim=True), b - b.mean(dim=1, keepdim=True)
    return (a * b).sum(dim=1) / (a.norm(dim=1) * b.norm(dim=1) + epsilon)


def dist(step):
    temperature = step.option("temperature", 4.0)
    student, teacher = ((z / temperature).softmax(dim=1) for z in both(step))
    between = 1 - pearson(student, teacher).mean()
    within = 1 - pearson(student.T, teacher.T).mean()
    return temperature**2 * (step.option("beta", 1.0) * between + step.option("gamma", 1.0) * within)


def wsld(step):
    """Soft cross-entropy, weighted by how far the student is from the label beside the teacher."""
    student, teacher = both(step)
    temperature = step.option("temperature", 2.0)
    soft = -((teacher / temperature).softmax(dim=1) * (student / temperature).log_softmax(dim=1)).sum(dim=1)
    raw_s, raw_t = step.student.logits.detach(), step.teacher.logits.detach()
    hard_s = F.cross_entropy(raw_s, step.labels, reduction="none")
    hard_t = F.cross_entropy(raw_t, step.labels, reduction="none")
    focus = 1 - torch.exp(-hard_s / (hard_t + 1e-7))
    return temperature**2 * (focus * soft).mean()


def teacher_free(step):
    """A teacher by hand: its probabilities themselves, not their logarithms, stand where logits would."""
    logits = step.student.logits
    correct = step.option("correct-probability", 0.9)
    virtual = torch.full_like(logits, (1 - correct) / (logits.shape[1] - 1)).detach()
    virtual[range(len(logits)), step.labels] = correct
    temperature = step.option("temperature", 10.0)
    if step.option("form", "code") == "paper":
        soft = divergence(logits, virtual, temperature).mean()
    else:
        soft = divergence(logits, virtual / temperature, 1.0).mean()
    return step.option("weight", 0.5) * soft + step.option("label-weight", 0.5) * label_loss(step)


class Scaled(torch.autograd.Function):
    """The identity whose gradient is multiplied."""

    @staticmethod
    def forward(context, value, factor):
        context.factor = factor
        return value.clone()

    @staticmethod
    def backward(context, gradient):
        return context.factor * gradient, None


def ctkd(step):
    epochs = step.option("reversal-epochs", 10)
    progress = min(step.facts["epoch"] + 1, epochs) / epochs
    reversal = (math.cos(math.pi * progress) + 1) / 2 - 1
    theta = Scaled.apply(step.parts["theta"], reversal)
    temperature = step.option("start", 1.0) + step.option("end", 20.0) * torch.sigmoid(theta)
    soft = divergence(*both(step), temperature).mean()
    return step.option("weight", 0.9) * soft + step.option("label-weight", 0.1) * label_loss(step)


def mlkd(step):
    raw_s, raw_t = step.student.logits, step.teacher.logits.detach()
    instance_s, instance_t = both(step)
    confidence = raw_t.softmax(dim=1)
    rows = confidence.max(dim=1).values
    classes = confidence.sum(dim=0)
    if step.option("masks", False):
        # The median of an even number is the middle of the two in the middle.
        row_mask = (rows <= rows.quantile(0.5)).double()
        class_mask = (classes <= classes.quantile(0.5)).double()
    else:
        row_mask, class_mask = torch.ones_like(rows), torch.ones_like(classes)
    total = 0
    for temperature in step.option("temperatures", [4.0, 2.0, 3.0, 5.0, 6.0]):
        p_s, p_t = (raw_s / temperature).softmax(dim=1), (raw_t / temperature).softmax(dim=1)
        instance = (row_mask * divergence(instance_s, instance_t, temperature)).mean()
        batch = (row_mask * ((p_t @ p_t.T - p_s @ p_s.T) ** 2).sum(dim=1)).sum() / len(rows)
        class_level = (class_mask * ((p_t.T @ p_t - p_s.T @ p_s) ** 2).sum(dim=1)).sum() / len(classes)
        total = total + instance + batch + class_level
    return step.option("weight", 9.0) * total + step.option("label-weight", 0.1) * label_loss(step)


def ofa(step):
    def ready(logits):
        return standardized(logits) if step.option("standardize", False) else logits

    teacher = ready(step.teacher.logits.detach()).softmax(dim=1)
    label = F.one_hot(step.labels, teacher.shape[1]).double()
    target = (teacher + label) ** step.option("epsilon", 1.0) - label

    def from_one(logits):
        return -(target * ready(logits).log_softmax(dim=1)).sum(dim=1).mean()

    loss = from_one(step.student.logits)
    taps = step.option("student-taps", step.student.stages) if step.option("stage-heads", True) else []
    for number, path in enumerate(taps):
        output = step.student.taps[path]
        # Over the pixels of a map, over tokens `[batch, tokens, width]`.
        pooled = output.mean(dim=(2, 3)) if output.dim() == 4 else output.mean(dim=1)
        weight, bias = step.parts[f"heads.{number}.weight"], step.parts[f"heads.{number}.bias"]
        loss = loss + from_one(F.linear(pooled, weight, bias))
    return loss


def logits(position, scale=6.0, batch=BATCH, classes=CLASSES):
    return Network(logits=formula([batch, classes], position, scale))


STUDENT, TEACHER = logits(101), logits(102, 9.0)
EXTREME_S, EXTREME_T = logits(103, 200.0), logits(104, 200.0)
SATURATED_T = Network(
    logits=given(
        [
            [100, -100, -100, -100, -100],
            [100, 0, 0, 0, 0],
            [0, 0, 100, 100, 0],
            [-100, 100, 100, 100, 100],
        ]
    )
)
MASKED_T = Network(
    logits=given(
        [
            [1.5, -1e4, 0.25, -1e4, 2.0],
            [-1e4, 0.5, 1.0, -2.0, -1e4],
            [-1e4, -1e4, 4.0, -1e4, -1e4],
            [0.5, 1.25, -0.75, 2.5, -1.5],
        ]
    )
)
ALIKE = Network(logits=TEACHER.logits)


def common(kind, loss, labels=LABELS, extreme=True, **more):
    """Defaults, agreement, and logits up to 100 on both sides."""
    cases = [
        make("defaults", {"kind": kind}, loss, STUDENT, TEACHER, labels=labels, **more),
        make("student equals teacher", {"kind": kind}, loss, ALIKE, TEACHER, labels=labels, **more),
    ]
    if extreme:
        cases += [
            make("logits up to 100", {"kind": kind}, loss, EXTREME_S, EXTREME_T, labels=labels, **more),
            make("a saturated teacher", {"kind": kind}, loss, STUDENT, SATURATED_T, labels=labels, **more),
        ]
    return cases


def varied(kind, loss, variants, labels=LABELS, **more):
    return [
        make(name, {"kind": kind, **options}, loss, STUDENT, TEACHER, labels=labels, **more)
        for name, options in variants
    ]


def mixed(kind, loss, **options):
    return make(
        "labels mixed in pairs", {"kind": kind, **options}, loss, STUDENT, TEACHER,
        labels=LABELS, partners=PARTNERS, shares=SHARES,
    )  # fmt: skip


def files():
    """kind: (source, cases)"""
    mse, relation = distilled(logits_mse), distilled(dist)
    decoupled, one_for_all = distilled(dkd), distilled(ofa)

    def dist_loss(step):
        return relation(step, weight=2.0)

    def wsld_loss(step):
        return distilled(wsld)(step, weight=2.5)

    theta = {"parts": {"theta": given(1.0)}}
    stages = Network(
        logits=STUDENT.logits,
        taps={"layer1": formula([BATCH, 2, 2, 2], 111, 2.0), "layer2": formula([BATCH, 3, 1, 1], 112, 2.0)},
        stages=["layer1", "layer2"],
    )
    tokens = Network(logits=STUDENT.logits, taps={"blocks.1": formula([BATCH, 7, 2], 117, 2.0)}, stages=["blocks.1"])
    heads = {
        "heads.0.weight": formula([CLASSES, 2], 113, 2.0),
        "heads.0.bias": formula([CLASSES], 114, 0.5),
        "heads.1.weight": formula([CLASSES, 3], 115, 2.0),
        "heads.1.bias": formula([CLASSES], 116, 0.5),
    }
    return {
        "kd": (
            "formula; equal to mdistiller KD.py, with standardize to logit-standardization-KD KD.py",
            common("kd", kd)
            + varied(
                "kd",
                kd,
                [
                    ("temperature 1", {"temperature": 1, "alpha": 1}),
                    ("temperature 8", {"temperature": 8, "alpha": 1}),
                    ("half of each at temperature 2", {"temperature": 2, "alpha": 0.5}),
                    ("labels alone", {"alpha": 0}),
                    ("standardized", {"temperature": 2, "standardize": True}),
                ],
            )
            + [
                make("agreement without labels", {"kind": "kd", "alpha": 1}, kd, ALIKE, TEACHER, labels=LABELS),
                make("classes that the teacher rules out", {"kind": "kd"}, kd, STUDENT, MASKED_T, labels=LABELS),
                mixed("kd", kd, temperature=3, alpha=0.3),
            ],
        ),
        "logits-mse": (
            "formula; equal to torch mse_loss of the logits over T",
            common("logits-mse", mse)
            + varied(
                "logits-mse",
                mse,
                [("temperature 4", {"temperature": 4}), ("no labels", {"weight": 0.5, "label-weight": 0})],
            )
            + [mixed("logits-mse", mse)],
        ),
        "dkd": (
            "formula; equal to mdistiller DKD.py (whose epochs count from 1), but for classes that the teacher "
            "rules out, where what it subtracts from the label's logit, 1000, is too little",
            common("dkd", decoupled)
            + varied("dkd", decoupled, [("the tenth epoch of the warm-up", {})], epoch=9, epochs=240)
            + varied("dkd", decoupled, [("after the warm-up", {})], epoch=25, epochs=240)
            + varied(
                "dkd",
                decoupled,
                [
                    (
                        "other weights at temperature 1",
                        {"alpha": 0.5, "beta": 2, "temperature": 1, "warm-up-epochs": 1},
                    ),
                    ("the target term alone", {"beta": 0, "warm-up-epochs": 1, "label-weight": 0}),
                    ("the other classes alone", {"alpha": 0, "warm-up-epochs": 1, "label-weight": 0}),
                    (
                        "standardized",
                        {"alpha": 9, "beta": 72, "temperature": 2, "warm-up-epochs": 1, "standardize": True},
                    ),
                ],
            )
            + [
                make(
                    "logits up to 100 at temperature 1", {"kind": "dkd", "temperature": 1, "warm-up-epochs": 1},
                    decoupled, EXTREME_S, EXTREME_T, labels=LABELS,
                ),
                make(
                    "agreement without labels", {"kind": "dkd", "warm-up-epochs": 1, "label-weight": 0},
                    decoupled, ALIKE, TEACHER, labels=LABELS,
                ),
                make(
                    "classes that the teacher rules out", {"kind": "dkd", "warm-up-epochs": 1},
                    decoupled, STUDENT, MASKED_T, labels=LABELS,
                ),
                make(
                    "two classes", {"kind": "dkd", "warm-up-epochs": 1}, decoupled,
                    logits(105, classes=2), logits(106, classes=2), labels=[0, 1, 1, 0],
                ),
            ],
        ),
        "logit-standardization": (
            "formula; equal to logit-standardization-KD KD.py with its weights 9 and 0.1",
            common("logit-standardization", logit_standardization)
            + varied(
                "logit-standardization",
                logit_standardization,
                [("temperature 3, weight 6", {"temperature": 3, "weight": 6, "label-weight": 0})],
            )
            + [
                make(
                    "teacher of another scale and shift agrees", {"kind": "logit-standardization", "label-weight": 0},
                    logit_standardization, Network(logits=formula([BATCH, CLASSES], 102, 3.0, 5.0)), TEACHER,
                    labels=LABELS,
                ),
                mixed("logit-standardization", logit_standardization),
            ],
        ),
        "dist": (
            "formula; equal to OFAKD dist.py, and to torchdistill DISTLoss but for its form of epsilon (1e-8)",
            common("dist", dist_loss)
            + varied(
                "dist",
                dist_loss,
                [
                    ("temperature 1", {"temperature": 1}),
                    ("between classes alone", {"gamma": 0, "label-weight": 0}),
                    ("within classes alone", {"beta": 0, "label-weight": 0}),
                    ("standardized", {"temperature": 2, "standardize": True, "weight": 1}),
                ],
            )
            + [
                mixed("dist", dist_loss),
                make(
                    "batch of 2", {"kind": "dist"}, dist_loss, logits(107, batch=2), logits(108, batch=2), labels=[1, 4],
                ),
            ],
        ),
        "wsld": (
            "formula; equal to mmrazor weighted_soft_label_distillation.py",
            common("wsld", wsld_loss)
            + varied(
                "wsld",
                wsld_loss,
                [("temperature 1, no labels", {"temperature": 1, "label-weight": 0}), ("standardized", {"standardize": True})],
            ),
        ),
        "teacher-free": (
            "formula; equal to KD_Lib virtual_teacher.py with KL summed over classes, and up to the reduction and "
            "the weights to Teacher-free-Knowledge-Distillation loss_kd_regularization; form paper softens the "
            "student, too, with T², as the paper's formula: equal at temperature 1",
            [
                make("defaults", {"kind": "teacher-free"}, teacher_free, STUDENT, labels=LABELS),
                make("logits up to 100", {"kind": "teacher-free"}, teacher_free, EXTREME_S, labels=LABELS),
                make("both softened", {"kind": "teacher-free", "form": "paper"}, teacher_free, STUDENT, labels=LABELS),
                make(
                    "nearly sure at temperature 1",
                    {"kind": "teacher-free", "correct-probability": 0.99, "temperature": 1, "weight": 0.9, "label-weight": 0.1},
                    teacher_free, STUDENT, labels=LABELS,
                ),
                make(
                    "two classes", {"kind": "teacher-free"}, teacher_free, logits(105, classes=2), labels=[0, 1, 1, 0],
                ),
            ],
        ),
        "ctkd": (
            "formula; equal to CTKD temp_global.py and KD.py, the gradient of theta included",
            common("ctkd", ctkd, **theta)
            + varied("ctkd", ctkd, [("half of the reversal", {})], epoch=4, epochs=240, **theta)
            + varied("ctkd", ctkd, [("after the reversal", {})], epoch=30, epochs=240, **theta)
            + varied(
                "ctkd",
                ctkd,
                [("another range", {"start": 2, "end": 8, "reversal-epochs": 5, "weight": 1, "label-weight": 0})],
                epoch=1,
                parts={"theta": given(-0.5)},
            )
            + varied("ctkd", ctkd, [("standardized", {"standardize": True})], **theta)
            + [mixed_theta()],
        ),
        "mlkd": (
            "formula; unmasked equal to kd_loss, bc_loss, cc_loss of logit-standardization-KD MLKD.py; "
            "its masks multiply means that are already taken, ours select rows and classes",
            [
                make(name, {"kind": "mlkd", **options}, mlkd, student, teacher, labels=LABELS)
                for name, options, student, teacher in [
                    ("without masks", {"masks": False}, STUDENT, TEACHER),
                    ("with masks", {"masks": True}, STUDENT, TEACHER),
                    ("student equals teacher", {"masks": False, "label-weight": 0}, ALIKE, TEACHER),
                    ("one temperature", {"masks": False, "temperatures": [2], "weight": 1}, STUDENT, TEACHER),
                    ("standardized", {"masks": True, "temperatures": [2, 3], "standardize": True}, STUDENT, TEACHER),
                    ("logits up to 100", {"masks": True}, EXTREME_S, EXTREME_T),
                ]
            ]
            + [mixed("mlkd", mlkd, masks=False)],
        ),
        "ofa": (
            "formula; the term of one head equal to OFAKD ofa.py; the heads are a pooling and a linear layer",
            common("ofa", one_for_all)
            + varied("ofa", one_for_all, [("epsilon 1.5", {"epsilon": 1.5}), ("half, no labels", {"weight": 0.5, "label-weight": 0})])
            + [
                make(
                    "two heads", {"kind": "ofa", "epsilon": 1.5, "student-taps": ["layer1", "layer2"]},
                    one_for_all, stages, TEACHER, parts=heads, labels=LABELS,
                ),
                make(
                    "a head for every stage, standardized", {"kind": "ofa", "standardize": True},
                    one_for_all, stages, TEACHER, parts=heads, labels=LABELS,
                ),
                make(
                    "a transformer's tokens", {"kind": "ofa"}, one_for_all, tokens, TEACHER,
                    parts={path: heads[path] for path in ("heads.0.weight", "heads.0.bias")}, labels=LABELS,
                ),
                make(
                    "the logits alone", {"kind": "ofa", "stage-heads": False}, one_for_all, stages, TEACHER,
                    labels=LABELS,
                ),
            ],
        ),
    }  # fmt: skip


def mixed_theta():
    return make(
        "labels mixed in pairs", {"kind": "ctkd"}, ctkd, STUDENT, TEACHER, parts={"theta": given(1.0)},
        labels=LABELS, partners=PARTNERS, shares=SHARES,
    )  # fmt: skip
