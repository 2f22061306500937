"""Makes what both sides of the text benchmarks work on: networks as folders, tokens, labels, texts."""

import random

import torch
import cpu_torchvision  # noqa: F401 (transformers imports torchvision where it is there)
from transformers import BertConfig, BertForSequenceClassification

EXAMPLES, LENGTH, CLASSES = 1024, 64, 3
NETWORKS = {
    "bert-base": dict(
        num_hidden_layers=12, hidden_size=768, intermediate_size=3072, num_attention_heads=12),
    "tinybert-4": dict(
        num_hidden_layers=4, hidden_size=312, intermediate_size=1200, num_attention_heads=12),
}


def tokens(generator, count, lengths, vocabulary):
    ids = torch.randint(5, vocabulary, (count, LENGTH), generator=generator)
    mask = (torch.arange(LENGTH)[None] < lengths[:, None]).long()
    return torch.stack([ids * mask, mask, torch.zeros_like(mask)], dim=1)


def write(folder):
    """Needs vocab.txt and addresses.txt there (see inputs.write_addresses)."""
    vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    for name, sizes in NETWORKS.items():
        torch.manual_seed(0)
        # Larger weights than usual at the start, so that different texts get different answers.
        config = BertConfig(
            vocab_size=len(vocabulary), num_labels=CLASSES, initializer_range=0.05, **sizes)
        BertForSequenceClassification(config).save_pretrained(folder / name)
        (folder / name / "vocab.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    generator = torch.Generator().manual_seed(0)
    # As pairs of addresses: 12 to 64 tokens.
    lengths = torch.randint(12, LENGTH + 1, (EXAMPLES,), generator=generator)
    torch.save(
        {
            "tokens": tokens(generator, EXAMPLES, lengths, len(vocabulary)),
            "labels": torch.randint(0, CLASSES, (EXAMPLES,), generator=generator),
        }, folder / "tokens.pt")
    torch.save(
        {"logits": 3 * torch.randn(EXAMPLES, CLASSES, generator=generator)},
        folder / "stored.pt")
    torch.save(
        {"tokens": tokens(generator, 32, torch.full((32,), LENGTH), len(vocabulary))},
        folder / "full.pt")
    addresses = (folder / "addresses.txt").read_text(encoding="utf-8").splitlines()
    chance = random.Random(0)
    lines = ["，".join(chance.sample(addresses, chance.choice((1, 1, 2, 2, 3)))) for _ in range(128)]
    (folder / "mixed.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
