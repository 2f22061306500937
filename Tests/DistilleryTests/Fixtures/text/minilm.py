# Embeddings that transformers computes with all-MiniLM-L6-v2 for a dozen sentences.
#
# Needs: torch, transformers 5, and the folder of sentence-transformers/all-MiniLM-L6-v2:
#   python minilm.py FOLDER
import json
import pathlib
import sys

import torch
import transformers

torch.set_num_threads(1)
folder = sys.argv[1]
sentences = [
    "Hello, world!",
    "A small student learns from a large teacher.",
    "Der Unterricht beginnt um acht Uhr.",
    "The cat sat on the mat.",
    "A feline rested upon the rug.",
    "How do I reset my password?",
    "I forgot my login details and cannot get into my account; what should I do now, and whom "
    "should I write to if the usual way of resetting a password does not work either?",
    "Stock prices fell sharply on Monday.",
    "def add(a, b): return a + b",
    "42",
    "¿Dónde está la biblioteca?",
    "It rained. It rained again. And then, after a week of rain, it rained once more.",
]
tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
model = transformers.AutoModel.from_pretrained(folder).eval()
batch = tokenizer(sentences, padding=True, return_tensors="pt")
with torch.no_grad():
    states = model(**batch).last_hidden_state
mask = batch["attention_mask"].unsqueeze(-1).float()
mean = (states * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
vectors = torch.nn.functional.normalize(mean, dim=1)
ids = [row[m.bool()].tolist() for row, m in zip(batch["input_ids"], batch["attention_mask"])]
rows = [[round(x, 7) for x in row] for row in vectors.tolist()]
target = pathlib.Path(__file__).parent / "minilm.json"
target.write_text(json.dumps(dict(sentences=sentences, ids=ids, embeddings=rows)))
