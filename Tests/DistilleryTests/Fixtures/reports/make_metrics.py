"""Reference metrics, by scikit-learn and NumPy: writes classification-metrics.json.

pip install scikit-learn numpy; python make_metrics.py
"""
import json
from pathlib import Path

import numpy as np
from sklearn.metrics import confusion_matrix, f1_score, log_loss, top_k_accuracy_score


def log_softmax(x):
    x = x.astype(np.float64)
    x = x - x.max(1, keepdims=True)
    return x - np.log(np.exp(x).sum(1, keepdims=True))


def calibration_error(probability, labels, bins=15):
    """As in Guo et al. (2017), bins open below and closed above."""
    confidence, prediction = probability.max(1), probability.argmax(1)
    edges = np.linspace(0, 1, bins + 1)
    error = 0.0
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (confidence > low) & (confidence <= high)
        if inside.any():
            accuracy = (prediction[inside] == labels[inside]).mean()
            error += inside.mean() * abs(accuracy - confidence[inside].mean())
    return error


def case(name, seed, examples, classes, used):
    generator = np.random.default_rng(seed)
    labels = generator.integers(0, used, examples)
    logits = generator.normal(0, 1.5, (examples, classes))
    logits[np.arange(examples), labels] += 1.5
    teacher = logits + generator.normal(0, 1.2, logits.shape)
    # Two decimals keep the fixture small, and exact in 32-bit floats after rounding there.
    logits = np.float32(logits.round(2))
    teacher = np.float32(teacher.round(2))
    log_probability, teacher_log = log_softmax(logits), log_softmax(teacher)
    prediction = logits.argmax(1)
    every = list(range(classes))
    probability = np.exp(log_probability)
    return {
        "name": name,
        "classes": classes,
        "labels": labels.tolist(),
        "logits": [round(float(x), 2) for x in logits.ravel()],
        "teacherLogits": [round(float(x), 2) for x in teacher.ravel()],
        "top1": float((prediction == labels).mean()),
        "top5": float(top_k_accuracy_score(labels, logits, k=5, labels=every)) if classes > 5 else 1.0,
        "macroF1": float(f1_score(labels, prediction, average="macro")),
        "crossEntropy": float(log_loss(labels, probability / probability.sum(1, keepdims=True), labels=every)),
        "agreement": float((prediction == teacher.argmax(1)).mean()),
        "meanKL": float((np.exp(teacher_log) * (teacher_log - log_probability)).sum(1).mean()),
        "calibrationError": float(calibration_error(probability, labels)),
        "confusion": confusion_matrix(labels, prediction, labels=every).tolist(),
    }


cases = [
    case("ten classes", 1, 120, 10, 10),
    case("three classes", 2, 60, 3, 3),
    case("twelve classes of which nine are labels", 3, 40, 12, 9),
]
path = Path(__file__).with_name("classification-metrics.json")
path.write_text(json.dumps(cases, separators=(",", ":")) + "\n")
