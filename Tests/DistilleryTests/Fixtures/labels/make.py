"""Logits as a label store keeps them: in half precision, and as the largest with the rest's mass.

Needs numpy alone. Run it in this folder; it writes labels.json.
"""

import json

import numpy as np

CLASSES, KEPT = 7, 3
random = np.random.default_rng(20)
logits = random.normal(scale=4, size=(6, CLASSES)).astype(np.float32)
logits[2, 4] = logits[2, 1] = logits[2].max() + 1  # a tie: the lower class comes first
logits[5] = np.array([12000.5, -3.25, 0, 1e-7, -6e-8, 65504, 0.1], np.float32)


def softmax(values):
    shares = np.exp(values - values.max())
    return shares / shares.sum()


def largest(row):
    row = row.astype(np.float64)
    order = np.argsort(-row, kind="stable")
    kept, others = order[:KEPT], order[KEPT:]
    probabilities = softmax(row)
    mass = probabilities[others].sum()
    # What the store gives back, as probabilities: the kept ones, and equal shares for the others.
    restored = np.full(CLASSES, mass / len(others))
    restored[kept] = probabilities[kept]
    return {
        "classes": kept.tolist(),
        "logits": row[kept].tolist(),
        "mass": mass,
        "probabilities": restored.tolist(),
    }


content = {
    "classes": CLASSES,
    "kept": KEPT,
    "logits": logits.ravel().tolist(),
    "half": logits.astype(np.float16).astype(np.float64).ravel().tolist(),
    "halfBytes": logits.astype("<f2").tobytes().hex(),
    "largest": [largest(row) for row in logits[:5]],
}
with open("labels.json", "w") as file:
    json.dump(content, file)
    file.write("\n")
