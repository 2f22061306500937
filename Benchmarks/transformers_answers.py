"""A text network's answers as a person would compute them with transformers.

    python transformers_answers.py --folder DIR --network bert-base [--lines FILE]

Eager, float32, evaluation mode under no_grad. A unit of work is the full batch in full.pt, or with --lines
all texts of that file: tokenised by the `tokenizers` library, in batches padded to the longest.
"""

import argparse
from pathlib import Path

import torch

import cpu_torchvision  # noqa: F401 (transformers imports torchvision where it is there)
from transformers import AutoModelForSequenceClassification

from exchange import serve
from tokenizers_batch import bert


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--network", required=True)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--lines")
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    model = AutoModelForSequenceClassification.from_pretrained(options.folder / options.network).eval()
    tokens = torch.load(options.folder / "full.pt")["tokens"]

    @torch.no_grad()
    def full_batch():
        ids, mask, segments = tokens.unbind(dim=1)
        return model(
            input_ids=ids, attention_mask=mask, token_type_ids=segments).logits.abs().mean().item()

    if not options.lines:
        return serve(full_batch)

    tokenizer = bert((options.folder / "vocab.txt").read_text(encoding="utf-8").splitlines())
    tokenizer.enable_padding(pad_id=0)
    tokenizer.enable_truncation(512)
    lines = (options.folder / options.lines).read_text(encoding="utf-8").splitlines()

    @torch.no_grad()
    def all_lines():
        shares = []
        for start in range(0, len(lines), options.batch):
            encodings = tokenizer.encode_batch(lines[start:start + options.batch])
            ids = torch.tensor([encoding.ids for encoding in encodings])
            mask = torch.tensor([encoding.attention_mask for encoding in encodings])
            shares += model(input_ids=ids, attention_mask=mask).logits.softmax(dim=1)[:, 0].tolist()
        return sum((place + 1) * share for place, share in enumerate(shares))

    serve(all_lines)


main()
