"""Encoding short addresses with Hugging Face's tokenizers on one thread; a unit of work is one batch.

    python tokenizers_batch.py --folder DIR [--without-offsets]
"""

import argparse
import os
from itertools import count
from pathlib import Path

# Read when the library starts its threads.
os.environ["TOKENIZERS_PARALLELISM"] = "false"
os.environ["RAYON_NUM_THREADS"] = "1"

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors  # noqa: E402

from exchange import serve  # noqa: E402


def bert(vocabulary):
    tokens = {token: index for index, token in enumerate(vocabulary)}
    tokenizer = Tokenizer(models.WordPiece(tokens, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[(name, tokens[name]) for name in ("[CLS]", "[SEP]")])
    tokenizer.add_special_tokens(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"])
    return tokenizer


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--compared", type=int, default=0)
    parser.add_argument("--without-offsets", action="store_true")
    options = parser.parse_args()
    tokenizer = bert((options.folder / "vocab.txt").read_text(encoding="utf-8").splitlines())
    lines = (options.folder / "addresses.txt").read_text(encoding="utf-8").splitlines()
    batches = [
        lines[start:start + options.batch]
        for start in range(0, len(lines) - options.batch + 1, options.batch)]
    encode = tokenizer.encode_batch_fast if options.without_offsets else tokenizer.encode_batch
    units = count()

    def unit():
        number = next(units)
        encodings = encode(batches[number % len(batches)])
        if number >= options.compared:
            return len(encodings[0])
        return sum(sum(encoding.ids) for encoding in encodings)

    serve(unit)


if __name__ == "__main__":
    main()
