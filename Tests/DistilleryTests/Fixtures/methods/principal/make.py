"""Principal directions of vectors, and what is projected onto them, computed by scikit-learn.

Needs: numpy scikit-learn. Writes principal.json beside itself.

Every vector is a mean that is not 0, and less and less of each further direction. 'plain' is `C v`, with
`C` the directions (`components_`) and nothing taken off `v`, as sentence-transformers reduces a teacher;
'unit' is the same at length 1; 'loss' is the mean over the vectors of `Σ (s − unit)²` for given `s`.
"""

import json
import pathlib

import numpy as np
from sklearn.decomposition import PCA

COUNT, WIDTH, KEPT = 24, 6, 3
random = np.random.default_rng(11)
spread = np.diag([3.0, 2.0, 1.2, 0.7, 0.3, 0.1])
turn, _ = np.linalg.qr(random.normal(size=(WIDTH, WIDTH)))
vectors = (random.normal(size=(COUNT, WIDTH)) @ spread @ turn + random.normal(size=WIDTH)).astype(np.float32)
directions = PCA(KEPT, svd_solver="full").fit(vectors.astype(np.float64)).components_
plain = vectors @ directions.T
unit = plain / np.linalg.norm(plain, axis=1, keepdims=True)
student = random.normal(size=(COUNT, KEPT)).astype(np.float32)

path = pathlib.Path(__file__).parent / "principal.json"
path.write_text(json.dumps({
    "count": COUNT, "width": WIDTH, "kept": KEPT,
    "vectors": vectors.ravel().tolist(), "directions": directions.ravel().tolist(),
    "plain": plain.ravel().tolist(), "unit": unit.ravel().tolist(),
    "student": student.ravel().tolist(),
    "loss": float(((student - unit) ** 2).sum(1).mean()),
}, indent=1) + "\n")
