# Needs numpy, scipy and scikit-learn.
# Scores of a committee's answers, points chosen by k-center greedy, and what one curve has over another,
# by other programs.
import json
import pathlib

import numpy as np
from scipy.stats import entropy, ttest_rel
from sklearn.metrics import pairwise_distances

random = np.random.default_rng(7)
answers = random.dirichlet(np.full(4, 0.6), size=(12, 3))
mean = answers.mean(axis=1)
ordered = np.sort(mean, axis=1)
votes = np.stack([(answers.argmax(axis=2) == c).mean(axis=1) for c in range(4)], axis=1)
scores = {
    "entropy": entropy(mean, axis=1),
    "margin": 1 - (ordered[:, -1] - ordered[:, -2]),
    "least-confidence": 1 - ordered[:, -1],
    "vote-entropy": entropy(votes, axis=1),
    "disagreement": np.mean(
        [[entropy(member, mean[i]) for member in answers[i]] for i in range(12)], axis=1
    ),
}

points = random.normal(size=(40, 3)).astype(np.float32)


def greedy(count, first, covered):
    chosen = [] if len(covered) else [first]
    while len(chosen) < count:
        centres = np.concatenate([covered, points[chosen]])
        nearest = pairwise_distances(points, centres).min(axis=1)
        nearest[chosen] = -1
        chosen.append(int(nearest.argmax()))
    return chosen


covered = random.normal(size=(3, 3)).astype(np.float32)
# Scores of three seeds (rows) in the beginning and two rounds (columns).
chance = np.array([[0.40, 0.60, 0.66], [0.42, 0.58, 0.65], [0.38, 0.61, 0.64]])
chosen = np.array([[0.40, 0.63, 0.70], [0.42, 0.62, 0.66], [0.38, 0.62, 0.69]])
means = chosen[:, 1:].mean(axis=1), chance[:, 1:].mean(axis=1)
interval = ttest_rel(*means).confidence_interval(0.95)
content = {
    "answers": answers.tolist(),
    "scores": {name: value.tolist() for name, value in scores.items()},
    "points": points.tolist(),
    "covered": covered.tolist(),
    "chosen": greedy(12, 5, np.zeros((0, 3), np.float32)),
    "chosenBesideCovered": greedy(12, 0, covered),
    "curves": {
        "chance": chance.tolist(),
        "chosen": chosen.tolist(),
        "means": chosen.mean(axis=0).tolist(),
        "deviations": chosen.std(axis=0, ddof=1).tolist(),
        "gain": float((means[0] - means[1]).mean()),
        "interval": [float(interval.low), float(interval.high)],
    },
}
path = pathlib.Path(__file__).with_name("selection.json")
path.write_text(json.dumps(content) + "\n")
