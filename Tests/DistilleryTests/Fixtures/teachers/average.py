"""Averages of several teachers' answers, from their formulas in double precision. Needs numpy.

Writes average.json beside this file: python3 average.py
"""

import json
import pathlib

import numpy as np

TEACHERS, BATCH, CLASSES = 3, 4, 5
LABELS, PARTNERS = [0, 3, 2, 4], [1, 3, 0, 2]
SHARES = [1.0, 0.25, 0.6, 0.9]
WEIGHTS = [2.0, 1.0, 0.5]


def softmax(logits):
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def of_label(probabilities, labels):
    """[batch, teachers]"""
    return np.stack([probabilities[:, row, label] for row, label in enumerate(labels)])


def shares(weighting, logits, is_mixed):
    """[batch, teachers], rows that add up to 1"""
    p = softmax(logits)
    if weighting == "mean":
        scores = np.ones((BATCH, TEACHERS))
    elif weighting == "fixed":
        scores = np.tile(WEIGHTS, (BATCH, 1))
    elif weighting == "confidence":
        scores = p.max(axis=-1).T
    elif weighting == "entropy":
        scores = np.exp((p * np.log(p)).sum(axis=-1)).T
    else:
        scores = of_label(p, LABELS)
        if is_mixed:
            own = np.array(SHARES)[:, None]
            scores = own * scores + (1 - own) * of_label(p, PARTNERS)
    return scores / scores.sum(axis=1, keepdims=True)


def average(logits, weighting, form, temperature, is_mixed=False):
    w = shares(weighting, logits, is_mixed).T[:, :, None]
    if form == "logits":
        return (w * logits).sum(axis=0)
    return temperature * np.log((w * softmax(logits / temperature)).sum(axis=0))


def main():
    rows = np.arange(TEACHERS * BATCH * CLASSES, dtype=np.float64)
    logits = (6 * np.sin(1.7 * rows + 0.3 * rows**2)).reshape(TEACHERS, BATCH, CLASSES)
    cases = []
    for weighting in ["mean", "fixed", "confidence", "entropy", "label"]:
        for form, temperature in [("probabilities", 1.0), ("probabilities", 4.0), ("logits", 1.0)]:
            for is_mixed in [False, True] if weighting == "label" else [False]:
                answer = average(logits, weighting, form, temperature, is_mixed)
                cases.append(
                    {
                        "weighting": weighting, "form": form, "temperature": temperature,
                        "mixed": is_mixed, "answer": [round(x, 13) for x in answer.ravel()],
                    }
                )  # fmt: skip
    content = {
        "logits": [[round(x, 15) for x in one.ravel()] for one in logits], "batch": BATCH,
        "labels": LABELS, "partners": PARTNERS, "shares": SHARES, "weights": WEIGHTS, "cases": cases,
    }  # fmt: skip
    path = pathlib.Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(content) + "\n")


if __name__ == "__main__":
    main()
