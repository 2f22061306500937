"""Temperatures of the schedules, from their formulas in double precision.

Writes temperature.json beside this file. Needs NumPy alone: python3 make_temperature.py

constant, linear and cosine go by the epoch; the numbers below are `numpy.linspace` and a cosine on its
grid. flsw and cwsm go by the example: T = base + (mean(w) - w) beta, after Wen et al., Preparing Lessons
(arXiv 1911.07471), as TextBrewer has it: flsw w = (1 - cos(z_s, z_t))^gamma, every length plus 1e-4;
cwsm ("confidence weighted by student max") w = 1 / (max softmax(z_s) + 1e-3). Temperatures below a
tenth of base are set to that, which is not in TextBrewer.
"""

import json
import pathlib

import numpy

STUDENT = [[2.5, -1.0, 0.5, 0.0], [0.2, 0.1, -0.3, 0.4], [-3.0, 6.0, 1.0, -2.0], [9.0, -9.0, 0.0, 3.0]]
TEACHER = [[5.0, -2.0, 1.0, 0.0], [-1.0, 4.0, 0.5, -2.0], [-2.0, 8.0, 0.0, 1.0], [-6.0, 7.0, 1.0, 0.5]]


def rounded(values):
    return [float(f"{value:.15g}") for value in values]


def by_epoch(name, temperature, epochs, values):
    return {"name": name, "temperature": temperature, "epochs": epochs, "values": rounded(values)}


def cosine(start, end, count):
    return end + (start - end) * (1 + numpy.cos(numpy.linspace(0, numpy.pi, count))) / 2


def lasting(values, epochs):
    """A schedule that is over before the training: it stays where it ended."""
    return list(values) + [values[-1]] * (epochs - len(values))


def balanced(weights, base, beta):
    return numpy.maximum(base + (weights.mean() - weights) * beta, base / 10)


def flsw(base=8.0, beta=1.0, gamma=1.0):
    s, t = numpy.array(STUDENT), numpy.array(TEACHER)
    s = s / (numpy.sqrt((s**2).sum(axis=1, keepdims=True)) + 1e-4)
    t = t / (numpy.sqrt((t**2).sum(axis=1, keepdims=True)) + 1e-4)
    return balanced((1 - (s * t).sum(axis=1)) ** gamma, base, beta)


def cwsm(base=8.0, beta=1.0):
    exponentials = numpy.exp(numpy.array(STUDENT))
    surest = exponentials.max(axis=1) / exponentials.sum(axis=1)
    return balanced(1 / (surest + 1e-3), base, beta)


def by_example(name, kind, formula, **options):
    return {"name": name, "temperature": {"kind": kind, **options}, "values": rounded(formula(**options))}


def main():
    fixture = {
        "student": STUDENT,
        "teacher": TEACHER,
        "byEpoch": [
            by_epoch("constant", 4, 5, [4.0] * 5),
            by_epoch("constant, written out", {"kind": "constant", "value": 2.5}, 3, [2.5] * 3),
            by_epoch("linear", {"kind": "linear", "from": 8, "to": 2}, 7, numpy.linspace(8, 2, 7)),
            by_epoch(
                "linear over its first epochs", {"kind": "linear", "from": 1, "to": 5, "epochs": 3}, 6,
                lasting(numpy.linspace(1, 5, 3), 6),
            ),
            by_epoch("cosine", {"kind": "cosine", "from": 8, "to": 2}, 7, cosine(8, 2, 7)),
            by_epoch(
                "cosine over its first epochs", {"kind": "cosine", "from": 2, "to": 6, "epochs": 4}, 6,
                lasting(cosine(2, 6, 4), 6),
            ),
        ],
        "byExample": [
            by_example("flsw", "flsw", flsw),
            by_example("flsw, squared", "flsw", flsw, base=4.0, beta=2.0, gamma=2.0),
            by_example("flsw at its lower bound", "flsw", flsw, base=1.0, beta=1.5),
            by_example("cwsm", "cwsm", cwsm),
            by_example("cwsm, half as strong", "cwsm", cwsm, base=4.0, beta=0.5),
        ],
    }  # fmt: skip
    file = pathlib.Path(__file__).parent / "temperature.json"
    file.write_text(json.dumps(fixture, indent=1) + "\n")


if __name__ == "__main__":
    main()
