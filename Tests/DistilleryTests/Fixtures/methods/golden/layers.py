"""The parts that connect unlike features, from their weights. Needs torch.

`part` in every function is the path of the part among the step's parts.
"""

import torch.nn.functional as F


def batch_norm(step, part, x):
    """As in training: the batch's own mean and biased variance."""
    weight, bias = step.parts[f"{part}.weight"], step.parts[f"{part}.bias"]
    return F.batch_norm(x, None, None, weight, bias, training=True, eps=1e-5)


def linear(step, part, x):
    return F.linear(x.flatten(1), step.parts[f"{part}.weight"], step.parts.get(f"{part}.bias"))


def convolution(step, part, x, **settings):
    return F.conv2d(x, step.parts[f"{part}.weight"], step.parts.get(f"{part}.bias"), **settings)


def transposed(step, part, x, **settings):
    return F.conv_transpose2d(x, step.parts[f"{part}.weight"], step.parts.get(f"{part}.bias"), **settings)


def regressor(step, part, student, teacher):
    """FitNet's: halves, doubles or cuts the student's map to the teacher's size, then BN and ReLU."""
    s, t = student.shape[2], teacher.shape[2]
    if s == 2 * t:
        x = convolution(step, f"{part}.conv", student, stride=2, padding=1)
    elif 2 * s == t:
        x = transposed(step, f"{part}.conv", student, stride=2, padding=1)
    else:
        x = convolution(step, f"{part}.conv", student)
    assert x.shape == teacher.shape, (x.shape, teacher.shape)
    return batch_norm(step, f"{part}.bn", x).relu()


def projection(step, part, student):
    """A convolution of 1x1 without bias (of vectors: a linear layer), then batch normalisation."""
    apply = linear if student.dim() == 2 else convolution
    return batch_norm(step, f"{part}.bn", apply(step, f"{part}.conv", student))


def smaller(a, b):
    """Both on the grid of the smaller map."""
    size = min(a.shape[2], b.shape[2])

    def fitted(x):
        return x if x.shape[2] == size else F.adaptive_avg_pool2d(x, size)

    return fitted(a), fitted(b)
