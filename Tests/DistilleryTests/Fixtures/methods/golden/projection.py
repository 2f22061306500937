"""Losses whose parts project the student's maps into the teacher's. Needs torch.

Pre-activations are what goes into the last ReLU of a stage: the output of its last batch normalisation.
"""

import math

import torch
import torch.nn.functional as F

import layers
from case import Network, distilled, formula, given, label_loss, make
from feature import BATCH, CLASSES, LABELS, headed, in_phases, maps, normalization, pooled, stages


def srrl(step):
    """The student's pooled features in the teacher's space, and what the teacher's head makes of them."""
    student, teacher = step.student.taps["flatten"], step.teacher.taps["flatten"].detach()
    features = layers.projection(step, "connector", student).relu()
    head = {name: weight.detach() for name, weight in step.teacher.headWeights.items()}
    logits = F.linear(features, head["weight"], head["bias"])
    near = ((features - teacher) ** 2).mean()
    read = ((logits - step.teacher.logits.detach()) ** 2).mean()
    weights = step.option("weight", 1.0), step.option("head-weight", 1.0)
    return weights[0] * near + weights[1] * read + step.option("label-weight", 1.0) * label_loss(step)


def pyramid(student, teacher):
    """Squared differences of the maps and of their means over 4x4, 2x2 and 1x1 parts."""
    loss, total, weight = ((student - teacher) ** 2).mean(), 1.0, 1.0
    for size in (4, 2, 1):
        if size < student.shape[2]:
            weight /= 2
            total += weight
            difference = F.adaptive_avg_pool2d(student, size) - F.adaptive_avg_pool2d(teacher, size)
            loss = loss + weight * (difference**2).mean()
    return loss / total


def review_kd(step):
    """From the pooled features to the first stage, each level fused with what came from above."""
    student = step.student.features() + [step.student.taps["flatten"][:, :, None, None]]
    teacher = step.teacher.features(step.teacher.preactivations) + [step.teacher.taps["flatten"][:, :, None, None]]
    above, loss = None, 0
    for number in reversed(range(len(student))):
        level, target = f"levels.{number}", teacher[number].detach()
        x = layers.batch_norm(step, f"{level}.bn1", layers.convolution(step, f"{level}.conv1", student[number]))
        if above is not None:
            y = F.interpolate(above, x.shape[2:], mode="nearest")
            share = layers.convolution(step, f"{level}.attention", torch.cat([x, y], dim=1)).sigmoid()
            x = x * share[:, 0:1] + y * share[:, 1:2]
        if x.shape[2:] != target.shape[2:]:
            x = F.interpolate(x, target.shape[2:], mode="nearest")
        above = x
        y = layers.batch_norm(step, f"{level}.bn2", layers.convolution(step, f"{level}.conv2", x, padding=1))
        loss = loss + pyramid(y, target)
    return min((step.facts["epoch"] + 1) / step.option("warm-up-epochs", 20), 1.0) * loss


def preactivated(step):
    student = step.student.features(step.student.preactivations)
    teacher = step.teacher.features(step.teacher.preactivations)
    count = min(len(student), len(teacher))
    for number, (s, t) in enumerate(zip(student[-count:], teacher[-count:])):
        yield layers.projection(step, f"connectors.{number}", s), t.detach(), 2.0 ** (number - count + 1)


def activation_boundaries(step):
    """The student's sign of every neuron has to be the teacher's, with a margin."""
    margin, loss = step.option("margin", 1.0), 0
    for student, teacher, weight in preactivated(step):
        off = (student > -margin) & (teacher <= 0)
        on = (student <= margin) & (teacher > 0)
        level = ((student + margin) ** 2 * off + (student - margin) ** 2 * on).sum()
        loss = loss + weight * level / len(student) / 1000 * 3
    return loss


def margins(weights):
    """The mean of what the batch normalisation gives where it is negative, by channel."""
    result = []
    for deviation, mean in zip(weights["weight"].abs().tolist(), weights["bias"].tolist()):
        below = 0.5 * math.erfc(mean / deviation / math.sqrt(2))
        if below > 0.001:
            density = math.exp(-((mean / deviation) ** 2) / 2) / math.sqrt(2 * math.pi)
            result.append(mean - deviation * density / below)
        else:
            result.append(-3 * deviation)
    return torch.tensor(result, dtype=torch.float64)


def ofd(step):
    """Partial distance: negative values count only as far as the margin, and only where they are too large."""
    loss = 0
    for number, (student, teacher, weight) in enumerate(preactivated(step)):
        path = step.teacher.preactivations[number]
        margin = margins(step.teacher.batchNorms[path])[:, None, None]
        teacher = F.adaptive_avg_pool2d(teacher, student.shape[2:])
        level = (student - margin) ** 2 * ((student > margin) & (teacher <= margin))
        level = level + (student - teacher) ** 2 * ((student > teacher) & (teacher > margin) & (teacher <= 0))
        level = level + (student - teacher) ** 2 * (teacher > 0)
        loss = loss + weight * level.sum() / len(student)
    return loss


def encoded(step, part, x, normalized=False, trained=True):
    for number in range(3):
        weight, bias = step.parts[f"{part}.{number}.conv.weight"], step.parts[f"{part}.{number}.conv.bias"]
        if not trained:
            weight, bias = weight.detach(), bias.detach()
        x = F.conv2d(x, weight, bias, padding=1)
        if normalized:
            x = layers.batch_norm(step, f"{part}.{number}.bn", x)
        x = F.leaky_relu(x, 0.1)
    return x


def factor_transfer(step):
    student, teacher = stages(step)[-1]
    if step.facts.get("phase") == "start-up":
        x = encoded(step, "paraphraser.encoder", teacher)
        for number in range(3):
            x = F.leaky_relu(layers.transposed(step, f"paraphraser.decoder.{number}.conv", x, padding=1), 0.1)
        return ((x - teacher) ** 2).mean()

    def factor(x):
        return F.normalize((x**2).mean(dim=1).flatten(1), dim=1)

    ours = encoded(step, "translator", student, normalized=True)
    theirs = encoded(step, "paraphraser.encoder", teacher, trained=False)
    ours, theirs = layers.smaller(ours, theirs)
    loss = (factor(ours) - factor(theirs)).abs().mean()
    return step.option("weight", 200.0) * loss + step.option("label-weight", 1.0) * label_loss(step)


def reviewed(position, pooled_width, *shapes, preactivated=False, scale=2.0):
    network = maps(position, *shapes, scale=scale)
    network.taps["flatten"] = formula([BATCH, pooled_width], position + 9, 2.0)
    network.pooled = "flatten"
    if preactivated:
        network.preactivations, network.stages = network.stages, []
    return network


def levels(position, widths, outputs):
    """Levels from the first stage to the pooled features, which have nothing above them."""
    middle, parts = widths[-1], {}
    for number, (width, output) in enumerate(zip(widths, outputs)):
        at, name = position + 10 * number, f"levels.{number}"
        parts[f"{name}.conv1.weight"] = formula([middle, width, 1, 1], at, 2.0)
        parts |= normalization(f"{name}.bn1", at + 1, middle)
        if number < len(widths) - 1:
            parts[f"{name}.attention.weight"] = formula([2, 2 * middle, 1, 1], at + 3, 1.0)
            parts[f"{name}.attention.bias"] = formula([2], at + 4, 0.5)
        parts[f"{name}.conv2.weight"] = formula([output, middle, 3, 3], at + 5, 1.0)
        parts |= normalization(f"{name}.bn2", at + 6, output)
    return parts


def edges(position, *shapes):
    """A network seen before the last ReLU of its stages."""
    taps = {f"layer{i + 1}.bn": formula([BATCH, *shape], position + 1 + i, 4.0) for i, shape in enumerate(shapes)}
    return Network(logits=formula([BATCH, CLASSES], position, 4.0), taps=taps, preactivations=list(taps))


def connectors(position, *pairs):
    parts = {}
    for number, (s, t) in enumerate(pairs):
        parts[f"connectors.{number}.conv.weight"] = formula([t, s, 1, 1], position + 3 * number, 2.0)
        parts |= normalization(f"connectors.{number}.bn", position + 3 * number + 1, t)
    return parts


def autoencoder(position, student, teacher, factors):
    parts = {}

    def layer(path, offset, shape, channels):
        parts[f"{path}.conv.weight"] = formula(shape, position + offset, 0.8)
        parts[f"{path}.conv.bias"] = formula([channels], position + offset + 1, 0.4)

    for number, (a, b) in enumerate([(teacher, teacher), (teacher, factors), (factors, factors)]):
        layer(f"paraphraser.encoder.{number}", 2 * number, [b, a, 3, 3], b)
    for number, (a, b) in enumerate([(factors, factors), (factors, teacher), (teacher, teacher)]):
        layer(f"paraphraser.decoder.{number}", 10 + 2 * number, [a, b, 3, 3], b)
    for number, (a, b) in enumerate([(student, student), (student, factors), (factors, factors)]):
        layer(f"translator.{number}", 20 + 2 * number, [b, a, 3, 3], b)
        parts |= normalization(f"translator.{number}.bn", position + 30 + 2 * number, b)
    return parts


def files():
    """kind: (source, cases)"""
    connector = {
        "connector.conv.weight": formula([5, 3], 821, 2.0),
        **normalization("connector.bn", 822, 5),
    }
    read_s, read_t = pooled(801, 3), headed(pooled(811, 5), 815, 5)
    boundaries, overhaul = in_phases(activation_boundaries, 1.0), distilled(ofd)

    def partial(step):
        return overhaul(step, weight=0.001)

    edge_s, edge_t = edges(901, [2, 3, 3], [3, 2, 2]), edges(911, [3, 3, 3], [4, 2, 2])
    joined = connectors(921, (2, 3), (3, 4))

    def edge_case(name, phase=None, **options):
        facts = {"phase": phase, "epochs": 240} if phase else {}
        return make(name, {"kind": "ab", **options}, boundaries, edge_s, edge_t, joined, labels=LABELS, **facts)

    # The fourth channel of the second level is hardly ever negative: there the margin is -3 deviations.
    norms = {
        "layer1.bn": {"weight": formula([3], 931, 0.8, 1.0), "bias": formula([3], 932, 1.0)},
        "layer2.bn": {"weight": given([0.9, -1.2, 0.5, 0.25]), "bias": given([-0.3, 0.2, 0.0, 1.0])},
    }
    normed, large = edges(911, [3, 3, 3], [4, 2, 2]), edges(941, [3, 4, 4], [4, 4, 4])
    normed.batchNorms = large.batchNorms = norms
    expected = [[float(f"{x:.15g}") for x in margins({k: e.value for k, e in n.items()})] for n in norms.values()]

    def overhaul_case(name, teacher, **options):
        method = {"kind": "ofd", **options}
        return make(name, method, partial, edge_s, teacher, joined, labels=LABELS, margins=expected)

    coder = autoencoder(951, 2, 4, 2)
    low, high = maps(991, [2, 3, 3]), maps(995, [4, 2, 2])

    def factor_case(name, phase="main", **options):
        method = {"kind": "factor-transfer", "start-up-epochs": 30, **options}
        return make(name, method, factor_transfer, low, high, coder, labels=LABELS, phase=phase, epochs=240)

    review_s, review_t = reviewed(831, 2, [3, 3, 3], [2, 2, 2]), reviewed(841, 3, [2, 3, 3], [3, 2, 2], preactivated=True)
    odd_s, odd_t = reviewed(851, 2, [1, 3, 3], [2, 2, 2]), reviewed(861, 3, [2, 6, 6], [2, 1, 1], preactivated=True)
    review = distilled(review_kd)
    parts, odd_parts = levels(871, [3, 2, 2], [2, 3, 3]), levels(1101, [1, 2, 2], [2, 2, 3])

    return {
        "srrl": (
            "formula; equal to the SRRL of SimKD's models/util.py with its two mean squared errors",
            [
                make("defaults", {"kind": "srrl"}, srrl, read_s, read_t, connector, labels=LABELS),
                make("the head alone", {"kind": "srrl", "weight": 0, "head-weight": 2, "label-weight": 0}, srrl, read_s, read_t, connector, labels=LABELS),
                make("the features alone", {"kind": "srrl", "weight": 3, "head-weight": 0, "label-weight": 0.5}, srrl, read_s, read_t, connector, labels=LABELS),
            ],
        ),
        "review-kd": (
            "formula; equal to mdistiller ReviewKD.py (whose epochs count from 1, and levels from the pooled features)",
            [
                make("defaults, the first epoch", {"kind": "review-kd"}, review, review_s, review_t, parts, labels=LABELS),
                make("half of the warm-up, unlike sizes", {"kind": "review-kd", "weight": 5, "warm-up-epochs": 20, "label-weight": 0}, review, odd_s, odd_t, odd_parts, labels=LABELS, epoch=9, epochs=240),
            ],
        ),
        "ab": (
            "formula; equal to RepDistiller AB.py behind a 1x1 convolution without bias and batch normalisation",
            [
                edge_case("the start-up phase", "start-up", **{"start-up-epochs": 30}),
                edge_case("after the start-up phase", "main", **{"start-up-epochs": 30}),
                edge_case("beside the labels, margin 0.5, weight 100", **{"start-up-epochs": 0, "margin": 0.5, "weight": 100}),
            ],
        ),
        "ofd": (
            "formula; equal to mdistiller OFD.py (which keeps its margins in single precision)",
            [
                overhaul_case("defaults", normed),
                overhaul_case("a larger map of the teacher", large, weight=0.01, **{"label-weight": 0}),
            ],
        ),
        "factor-transfer": (
            "formula; equal to RepDistiller FT.py with its Paraphraser and Translator",
            [
                factor_case("the start-up phase, the paraphraser", "start-up"),
                factor_case("defaults, after it"),
            ],
        ),
    }  # fmt: skip
