"""Loss of one generation of born-again networks, against the one before. Needs torch."""

from response import ALIKE, LABELS, STUDENT, TEACHER, common, label_loss, make, mixed, varied


def born_again(step):
    """Half of each term of the paper's sum: cross-entropy with the labels and with the former's answer.

    The cross-entropy with probabilities is written as a divergence, which is apart by their entropy:
    a number that the student cannot change.
    """
    alpha = step.option("alpha", 0.5)
    former, student = step.teacher.logits.detach(), step.student.logits
    temperature = step.option("temperature", 1.0)
    probabilities = (former / temperature).softmax(dim=1)
    cross_entropy = -(probabilities * (student / temperature).log_softmax(dim=1)).sum(dim=1)
    entropy = -(probabilities * (former / temperature).log_softmax(dim=1)).sum(dim=1)
    soft = temperature**2 * (cross_entropy - entropy).mean()
    return alpha * soft + (1 - alpha) * label_loss(step)


def files():
    return {
        "born-again": (
            "formula",
            common("born-again", born_again, extreme=False)
            + varied("born-again", born_again, [("temperature 4", {"temperature": 4, "generations": 5})])
            + [
                make(
                    "without labels", {"kind": "born-again", "alpha": 1}, born_again, STUDENT, TEACHER,
                    labels=LABELS,
                ),
                make(
                    "agreement without labels", {"kind": "born-again", "alpha": 1}, born_again, ALIKE, TEACHER,
                    labels=LABELS,
                ),
                mixed("born-again", born_again),
            ],
        )
    }  # fmt: skip
