"""Loads a fine-tuned folder in transformers, without conversion, and prints as JSON what it finds and computes there.

    classify_in_transformers.py FOLDER TEXTS.json     TEXTS.json: a list of texts, or of lists of two
"""
import json
import sys

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer, BertForSequenceClassification

folder, texts = sys.argv[1], json.load(open(sys.argv[2]))
model, loading = BertForSequenceClassification.from_pretrained(folder, output_loading_info=True)
tokenizer = AutoTokenizer.from_pretrained(folder)
model.eval()

probabilities = []
with torch.no_grad():
    for text in texts:
        parts = text if isinstance(text, list) else [text]
        encoded = tokenizer(*parts, truncation="longest_first", max_length=12, return_tensors="pt")
        probabilities.append(model(**encoded).logits[0].softmax(0).tolist())

print(json.dumps({
    "missing": sorted(loading["missing_keys"]),
    "unexpected": sorted(loading["unexpected_keys"]),
    "mismatched": sorted(map(str, loading["mismatched_keys"])),
    "class": type(AutoModelForSequenceClassification.from_pretrained(folder)).__name__,
    "labels": [model.config.id2label[i] for i in range(model.config.num_labels)],
    "probabilities": probabilities,
}))
