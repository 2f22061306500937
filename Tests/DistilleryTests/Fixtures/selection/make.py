# Needs numpy, scipy and scikit-learn.
# Scores of a committee's answers, and points chosen by k-center greedy, by other programs.
import json
import pathlib

import numpy as np
from scipy.stats import entropy
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
content = {
    "answers": answers.tolist(),
    "scores": {name: value.tolist() for name, value in scores.items()},
    "points": points.tolist(),
    "covered": covered.tolist(),
    "chosen": greedy(12, 5, np.zeros((0, 3), np.float32)),
    "chosenBesideCovered": greedy(12, 0, covered),
}
path = pathlib.Path(__file__).with_name("selection.json")
path.write_text(json.dumps(content) + "\n")
