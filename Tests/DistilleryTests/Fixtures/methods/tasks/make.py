"""The loss of a further task's head and its gradients, in double precision. Needs numpy."""

import json
from pathlib import Path

import numpy as np

TEMPERATURE, WEIGHT = 3.0, 0.5
random = np.random.default_rng(7)
features = random.normal(size=(4, 6))
weight = random.normal(size=(3, 6))
bias = random.normal(size=3)
teacher = 2 * random.normal(size=(4, 3))


def log_softmax(logits):
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


taught = log_softmax(teacher / TEMPERATURE)
own = log_softmax((features @ weight.T + bias) / TEMPERATURE)
divergence = (np.exp(taught) * (taught - own)).sum(axis=1).mean()
# The divergence's gradient by the head's logits is (own - taught) / T, and the mean divides by the batch.
by_logits = WEIGHT * TEMPERATURE * (np.exp(own) - np.exp(taught)) / len(features)

fixture = {
    "temperature": TEMPERATURE,
    "weight": WEIGHT,
    "features": features.ravel().tolist(),
    "headWeight": weight.ravel().tolist(),
    "headBias": bias.tolist(),
    "teacher": teacher.ravel().tolist(),
    "loss": WEIGHT * TEMPERATURE**2 * divergence,
    "gradients": {
        "weight": (by_logits.T @ features).ravel().tolist(),
        "bias": by_logits.sum(axis=0).tolist(),
        "features": (by_logits @ weight).ravel().tolist(),
    },
}
Path(__file__).with_name("head.json").write_text(json.dumps(fixture, indent=1) + "\n")
