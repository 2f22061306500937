"""Losses over the tokens of texts in transformers: states, attention, relations. Needs torch.

States, queries, keys and values are `[batch, length, width]`; `mask` of a case is 1 for a token and 0 for
padding. A mean over tokens is one over the tokens of each text first, then over the texts.
"""

import torch
import torch.nn.functional as F

from case import Network, distilled, formula, label_loss, make

LABELS = [2, 0, 1]
MASK = [[1, 1, 1, 1], [1, 1, 1, 0], [1, 1, 0, 0]]


def counts(step):
    return [sum(row) for row in step.facts["mask"]]


def layer_pairs(kind, student, teacher):
    """Pairs of layers, counted from 0."""
    if kind == "last":
        return [(student - 1, teacher - 1)]
    if kind == "uniform":
        return [(m - 1, -(-m * teacher // student) - 1) for m in range(1, student + 1)]
    return kind


def linear(step, part, x):
    if f"{part}.weight" not in step.parts:
        return x
    return x @ step.parts[f"{part}.weight"].T + step.parts[f"{part}.bias"]


def text_mean(step, by_text):
    """The mean over texts of what `by_text` says of one, from its number and its count of tokens."""
    each = [by_text(number, count) for number, count in enumerate(counts(step))]
    return sum(each) / len(each)


def states_apart(step, student, teacher):
    """Text by text, cut to its tokens: padding cannot count."""
    return text_mean(step, lambda n, count: ((student[n, :count] - teacher[n, :count]) ** 2).mean())


def taps(step, places, default="uniform"):
    """Pairs of taps of the layers that a method's option chooses."""
    student, teacher = places(step.student), places(step.teacher)
    pairs = layer_pairs(step.option("layers", default), len(student), len(teacher))
    return [(step.student.taps[student[s]], step.teacher.taps[teacher[t]].detach()) for s, t in pairs]


def hidden(step, shared=False, part="connectors"):
    def places(network):
        side = "student-taps" if network is step.student else "teacher-taps"
        return step.option(side, network.stages)

    loss = 0
    for number, (student, teacher) in enumerate(taps(step, places)):
        loss = loss + states_apart(step, linear(step, f"{part}.{0 if shared else number}", student), teacher)
    return loss


def embeddings(step, part="connectors"):
    student = step.student.taps[step.student.embeddings]
    teacher = step.teacher.taps[step.teacher.embeddings].detach()
    return states_apart(step, linear(step, f"{part}.0", student), teacher)


def scores(a, b, heads, number, count):
    """A B' / sqrt(d) of one text without its padding, `[heads, count, count]`."""
    a, b = (x[number, :count].unflatten(1, (heads, -1)).transpose(0, 1) for x in (a, b))
    return a @ b.transpose(1, 2) / a.shape[2] ** 0.5


def relation(step, student, teacher, heads, apart):
    def by_text(number, count):
        s, t = (scores(*pair, heads, number, count) for pair in (student, teacher))
        return apart(s, t)

    return text_mean(step, by_text)


def squared(student, teacher):
    return ((student - teacher) ** 2).mean()


def divergence(student, teacher):
    p = teacher.softmax(dim=-1)
    return (p * (teacher.log_softmax(dim=-1) - student.log_softmax(dim=-1))).sum(dim=-1).mean()


def attention(step, apart, default="uniform"):
    loss = 0
    queries = taps(step, lambda network: network.queries, default)
    keys = taps(step, lambda network: network.keys, default)
    for (q_s, q_t), (k_s, k_t) in zip(queries, keys):
        loss = loss + relation(step, (q_s, k_s), (q_t, k_t), step.student.heads, apart)
    return loss


def minilm(step):
    ((v_s, v_t),) = taps(step, lambda network: network.values, "last")
    values = relation(step, (v_s, v_s), (v_t, v_t), step.student.heads, divergence)
    return (
        step.option("attention-weight", 1) * attention(step, divergence, "last")
        + step.option("value-weight", 1) * values
        + step.option("label-weight", 1) * label_loss(step)
    )


def minilm_v2(step):
    last = len(step.student.stages) - 1
    layer = step.option("teacher-layer", len(step.teacher.stages) - 1)
    loss = step.option("label-weight", 1) * label_loss(step)
    for name in ("queries", "keys", "values"):
        student = step.student.taps[getattr(step.student, name)[last]]
        teacher = step.teacher.taps[getattr(step.teacher, name)[layer]].detach()
        # The largest divisor of 4 and 8, the widths here, that is at most 48.
        heads = step.option("relation-heads", 4)
        weight = step.option(f"{dict(queries='query', keys='key', values='value')[name]}-weight", 1)
        loss = loss + weight * relation(step, (student, student), (teacher, teacher), heads, divergence)
    return loss


def tinybert(step):
    def inside():
        return (
            step.option("embedding-weight", 1) * embeddings(step, "embeddings.connectors")
            + step.option("hidden-weight", 1) * hidden(step, True, "hidden.connectors")
            + step.option("attention-weight", 1) * attention(step, squared)
        )

    def answers():
        t = step.option("temperature", 1)
        p = (step.teacher.logits.detach() / t).softmax(dim=1)
        soft = -(p * (step.student.logits / t).log_softmax(dim=1)).sum(dim=1).mean()
        return step.option("weight", 1) * soft + step.option("label-weight", 0) * label_loss(step)

    if step.option("stages", "two") == "one":
        return inside() + answers()
    return inside() if step.facts.get("phase") == "start-up" else answers()


def soft(step, t):
    return t**2 * F.kl_div(
        (step.student.logits / t).log_softmax(dim=1),
        (step.teacher.logits.detach() / t).softmax(dim=1),
        reduction="batchmean",
    )


def distilbert(step):
    ((student, teacher),) = taps(step, lambda network: network.stages, "last")
    student = linear(step, "connectors.0", student)

    def by_text(number, count):
        return (1 - F.cosine_similarity(student[number, :count], teacher[number, :count], dim=1)).mean()

    return (
        step.option("soft-weight", 5) * soft(step, step.option("temperature", 2))
        + step.option("label-weight", 2) * label_loss(step)
        + step.option("weight", 1) * text_mean(step, by_text)
    )


def distilbert_of_words(step):
    """The same where words are hidden: logits are `[batch, length, words]`, labels those of `places`."""
    ((student, teacher),) = taps(step, lambda network: network.stages, "last")
    t = step.option("temperature", 2)
    guesses, taught = (x.logits for x in (step.student, step.teacher))
    rows = guesses.flatten(0, 1)[step.facts["places"]]
    if step.option("soft-places", "hidden") == "hidden":
        soft_loss = divergence(rows / t, taught.detach().flatten(0, 1)[step.facts["places"]] / t)
    else:
        soft_loss = text_mean(step, lambda n, c: divergence(guesses[n, :c] / t, taught[n, :c].detach() / t))

    def by_text(number, count):
        return (1 - F.cosine_similarity(student[number, :count], teacher[number, :count], dim=1)).mean()

    return (
        step.option("soft-weight", 5) * t**2 * soft_loss
        + step.option("label-weight", 2) * F.cross_entropy(rows, step.labels)
        + step.option("weight", 1) * text_mean(step, by_text)
    )


def pkd(step):
    alpha = step.option("alpha", 0.5)
    student, teacher = len(step.student.stages), len(step.teacher.stages)
    if step.option("layers", "skip") == "skip":
        pairs = layer_pairs("uniform", student, teacher)[:-1]
    else:
        pairs = [(m, teacher - student + m) for m in range(student - 1)]
    first = []
    for number, (s, t) in enumerate(pairs):
        own = linear(step, f"connectors.{number}", step.student.taps[step.student.stages[s]][:, 0])
        first.append((own, step.teacher.taps[step.teacher.stages[t]][:, 0].detach()))
    own, taught = (F.normalize(torch.stack(x, dim=1), dim=2) for x in zip(*first))
    return (
        (1 - alpha) * label_loss(step)
        + alpha * soft(step, step.option("temperature", 10))
        + step.option("beta", 100) * ((own - taught) ** 2).mean()
    )


def network(position, width, layers, heads, parts=(), scale=2.0):
    """A transformer's taps: the embeddings, the states after each layer, and `parts` of attention."""
    tokens = [len(MASK), len(MASK[0]), width]
    found = {"embeddings": formula(tokens, position, scale)}
    stages = [f"layer.{layer}" for layer in range(layers)]
    found |= {path: formula(tokens, position + 1 + i, scale) for i, path in enumerate(stages)}
    names = {part: [f"{path}.{part}" for path in stages] for part in ("queries", "keys", "values")}
    for number, part in enumerate(parts):
        for layer, path in enumerate(names[part]):
            found[path] = formula(tokens, position + 20 + 10 * number + layer, 4.0)
    return Network(
        logits=formula([len(MASK), 3], position + 9, 4.0), taps=found, stages=stages,
        embeddings="embeddings", heads=heads, **names,
    )


def connector(position, path, student, teacher):
    return {
        f"{path}.weight": formula([teacher, student], position),
        f"{path}.bias": formula([teacher], position + 1, 0.4),
    }


def case(name, method, loss, student, teacher, mask=MASK, **facts):
    return make(name, method, loss, student, teacher, labels=LABELS, mask=mask, **facts)


FULL = [[1] * 4] * 3


def files():
    def pair(position, width=4, layers=2, heads=2, taught=6, depth=4, parts=(), taught_heads=2):
        return (
            network(position, width, layers, heads, parts),
            network(position + 50, taught, depth, taught_heads, parts),
        )

    both = ("queries", "keys")
    all_three = ("queries", "keys", "values")
    shared = distilled(hidden)
    states = [
        case("defaults: layers 1 and 3 of 4, unlike widths, padding", {"kind": "hidden-mse"}, shared,
             *pair(1000), parts=connector(1040, "connectors.0", 4, 6) | connector(1042, "connectors.1", 4, 6)),
        case("last, one width, no padding", {"kind": "hidden-mse", "layers": "last", "weight": 3.0}, shared,
             *pair(1100, width=4, taught=4), mask=FULL),
        case("pairs of layers", {"kind": "hidden-mse", "layers": [[0, 2], [1, 0]], "label-weight": 0.5},
             shared, *pair(1200, taught=4)),
        case("uniform from 3 layers to 4, rounded up, of named taps",
             {"kind": "hidden-mse", "student-taps": ["layer.0", "layer.2"]},
             shared, *pair(1300, layers=3, taught=4)),
    ]
    enters = [
        case("through a linear layer, padding", {"kind": "embedding-mse"}, distilled(embeddings), *pair(1400),
             parts=connector(1440, "connectors.0", 4, 6)),
        case("one width", {"kind": "embedding-mse", "weight": 2.0}, distilled(embeddings), *pair(1500, taught=4)),
    ]

    def attended(kind, apart, position):
        loss = distilled(lambda step: attention(step, apart))
        return [
            case("defaults, padding, heads of 2 and 3", {"kind": kind}, loss, *pair(position, parts=both)),
            case("last layer, no padding", {"kind": kind, "layers": "last", "weight": 2.0}, loss,
                 *pair(position + 100, parts=both), mask=FULL),
            case("layers named, one head", {"kind": kind, "layers": [[1, 0]], "label-weight": 0.0}, loss,
                 *pair(position + 200, heads=1, taught_heads=1, parts=both)),
        ]

    inside = connector(2540, "embeddings.connectors.0", 4, 6) | connector(2542, "hidden.connectors.0", 4, 6)
    tiny = [
        case("intermediate, padding", {"kind": "tinybert"}, tinybert, *pair(2500, parts=both), parts=inside,
             phase="start-up"),
        case("intermediate, weights", {"kind": "tinybert", "embedding-weight": 0.5, "hidden-weight": 2.0,
             "attention-weight": 3.0}, tinybert, *pair(2600, taught=4, parts=both), phase="start-up"),
        case("answers", {"kind": "tinybert"}, tinybert, *pair(2500, parts=both), parts=inside),
        case("all at once", {"kind": "tinybert", "stages": "one", "temperature": 2.0, "weight": 0.5,
             "label-weight": 0.25}, tinybert, *pair(2700, parts=both), parts=inside),
    ]
    mini = [
        case("defaults, padding", {"kind": "minilm"}, minilm, *pair(2800, parts=all_three)),
        case("weights, no padding", {"kind": "minilm", "attention-weight": 2.0, "value-weight": 3.0,
             "label-weight": 0.0}, minilm, *pair(2900, parts=all_three), mask=FULL),
    ]
    relations = [
        case("defaults: four heads of 1 and 2, unlike heads of the networks, padding", {"kind": "minilm-v2"},
             minilm_v2, *pair(3000, taught=8, taught_heads=4, parts=all_three)),
        case("two heads, another layer, weights", {"kind": "minilm-v2", "relation-heads": 2, "teacher-layer": 1,
             "query-weight": 0.5, "key-weight": 2.0, "value-weight": 3.0, "label-weight": 0.0},
             minilm_v2, *pair(3100, taught=6, heads=1, parts=all_three)),
    ]
    distil = [
        case("defaults, padding, unlike widths", {"kind": "distilbert"}, distilbert, *pair(3200),
             parts=connector(3240, "connectors.0", 4, 6)),
        case("weights, one width", {"kind": "distilbert", "soft-weight": 2.0, "label-weight": 0.0, "weight": 3.0,
             "temperature": 1.0}, distilbert, *pair(3300, taught=4)),
    ]
    def guessing(position):
        student, teacher = pair(position, taught=4)
        for network, place in ((student, position + 9), (teacher, position + 59)):
            network.logits = formula([len(MASK), len(MASK[0]), 5], place, 4.0)
        return student, teacher

    for name, method in (
        ("hidden words, as published", {"kind": "distilbert"}),
        ("hidden words, guesses of all tokens", {"kind": "distilbert", "soft-places": "all", "temperature": 3.0}),
    ):
        # Two words of the first text, one of the second; the third has none.
        distil.append(make(name, method, distilbert_of_words, *guessing(3320), labels=[4, 0, 3],
                           places=[1, 3, 6], mask=MASK, classes=5))
    patient = [
        case("skip, one width", {"kind": "pkd"}, pkd, *pair(3400, layers=3, taught=4, depth=6)),
        case("last, unlike widths", {"kind": "pkd", "layers": "last", "alpha": 0.2, "beta": 10.0,
             "temperature": 5.0}, pkd, *pair(3500, layers=3, depth=5),
             parts=connector(3540, "connectors.0", 4, 6) | connector(3542, "connectors.1", 4, 6)),
    ]
    masked = "TextBrewer divides by the tokens of the whole batch where this takes the mean text by text"
    return {
        "hidden-mse": (f"formula; {masked}", states),
        "embedding-mse": ("formula", enters),
        "attention-mse": (f"formula; {masked}", attended("attention-mse", squared, 1600)),
        "attention-kl": ("formula; the attention term of minilm, of any layers", attended("attention-kl", divergence, 2000)),
        "tinybert": ("formula; the published program counts padding in its means", tiny),
        "minilm": ("formula", mini),
        "minilm-v2": ("formula; text by text as Bloomberg's minilmv2.py", relations),
        "distilbert": ("formula; DistilBERT's program averages guesses over the tokens of the whole batch", distil),
        "pkd": ("formula; mean over width and layers as in the authors' program", patient),
    }
