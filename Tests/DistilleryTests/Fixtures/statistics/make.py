"""Quantiles of Student's t and confidence intervals of differences, computed by SciPy.

Needs: numpy scipy. Writes intervals.json beside itself.
"""

import json
import pathlib

import numpy as np
from scipy import special, stats

degrees = [1, 2, 3, 4, 5.5, 9, 29, 99, 1000]
probabilities = [0.6, 0.9, 0.95, 0.975, 0.995, 0.9995]
quantiles = [
    {"degrees": d, "probability": p, "t": float(stats.t.ppf(p, d))}
    for d in degrees for p in probabilities
]
cumulatives = [
    {"degrees": d, "t": t, "probability": float(stats.t.cdf(t, d))}
    for d in degrees for t in [-30.0, -2.5, -0.1, 0.0, 0.7, 3.0]
]
betas = [
    {"a": a, "b": b, "x": x, "value": float(special.betainc(a, b, x))}
    for a in [0.5, 1.0, 2.5, 40.0] for b in [0.5, 3.0, 17.0] for x in [1e-6, 0.1, 0.5, 0.93]
]

random = np.random.default_rng(5)
paired, unpaired = [], []
for count in [2, 3, 5, 10]:
    control = random.normal(0.8, 0.01, count)
    method = control + random.normal(0.004, 0.003, count)
    interval = stats.ttest_rel(method, control).confidence_interval(0.95)
    paired.append({
        "method": method.tolist(), "control": control.tolist(),
        "mean": float(np.mean(method - control)),
        "lower": float(interval.low), "upper": float(interval.high),
    })
    other = random.normal(0.79, 0.02, count + 2)
    interval = stats.ttest_ind(method, other, equal_var=False).confidence_interval(0.95)
    unpaired.append({
        "method": method.tolist(), "control": other.tolist(),
        "mean": float(np.mean(method) - np.mean(other)),
        "lower": float(interval.low), "upper": float(interval.high),
    })

path = pathlib.Path(__file__).parent / "intervals.json"
path.write_text(json.dumps({
    "quantiles": quantiles, "cumulatives": cumulatives, "betas": betas,
    "paired": paired, "unpaired": unpaired,
}, indent=1) + "\n")
