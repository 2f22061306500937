"""Reads an exported folder as its README says, and prints what the network answers. Needs transformers.

    python3 check_folder.py FOLDER BATCH.json

BATCH.json has `ids`, `mask` and `segments`. Prints the logits as a JSON list.
"""

import json
import sys

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

folder, batch = sys.argv[1:]
batch = {name: torch.tensor(rows) for name, rows in json.load(open(batch)).items()}
assert len(AutoTokenizer.from_pretrained(folder)) > 0
model = AutoModelForSequenceClassification.from_pretrained(folder).float().eval()
inputs = {"input_ids": batch["ids"], "attention_mask": batch["mask"]}
if model.config.model_type == "bert":
    inputs["token_type_ids"] = batch["segments"]
with torch.no_grad():
    print(json.dumps(model(**inputs).logits.flatten().tolist()))
