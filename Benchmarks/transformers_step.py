"""The training loop that a person would write with transformers; a unit of work is one step.

    python transformers_step.py --folder DIR --student tinybert-4 [--compared N]

Float32, AdamW in its default form, logits of the teacher in memory. DIR holds tokens.pt, stored.pt and a
folder for the network (see text_inputs.py). For the first N steps nothing is dropped out.
"""

import argparse
from pathlib import Path

import torch
import torch.nn.functional as F

import cpu_torchvision  # noqa: F401 (transformers imports torchvision where it is there)
from transformers import AutoModelForSequenceClassification

from exchange import serve

TEMPERATURE, ALPHA = 4.0, 0.9


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--student", required=True)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--compared", type=int, default=0)
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    data = torch.load(options.folder / "tokens.pt")
    stored = torch.load(options.folder / "stored.pt")["logits"].to(torch.float16)
    tokens, labels = data["tokens"], data["labels"]
    lengths = tokens[:, 1].sum(dim=1)
    student = AutoModelForSequenceClassification.from_pretrained(options.folder / options.student).eval()
    optimizer = torch.optim.AdamW(student.parameters(), lr=1e-4, weight_decay=0.01)
    number = 0

    def step():
        nonlocal number
        if number == options.compared:
            student.train()
        start = number % (len(labels) // options.batch) * options.batch
        end = start + options.batch
        number += 1
        longest = (int(lengths[start:end].max()) + 7) // 8 * 8
        ids, mask, segments = tokens[start:end, :, :longest].unbind(dim=1)
        logits = student(input_ids=ids, attention_mask=mask, token_type_ids=segments).logits
        answer = stored[start:end].float()
        soft = F.kl_div(
            F.log_softmax(logits / TEMPERATURE, dim=1), F.softmax(answer / TEMPERATURE, dim=1),
            reduction="batchmean") * TEMPERATURE**2
        loss = ALPHA * soft + (1 - ALPHA) * F.cross_entropy(logits, labels[start:end])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss.item()

    serve(step)


main()
