"""Loads a model folder in transformers, without conversion, and prints as JSON what it finds and computes there.

    load_in_transformers.py FOLDER ROWS.json TEXT
"""
import json
import sys

import torch
from transformers import AutoTokenizer, BertForPreTraining, BertModel, BertTokenizer, BertTokenizerFast

folder, rows, text = sys.argv[1], json.load(open(sys.argv[2])), sys.argv[3]
model, loading = BertForPreTraining.from_pretrained(folder, output_loading_info=True)
encoder, encoder_loading = BertModel.from_pretrained(folder, output_loading_info=True)
model.eval()

computed = []
with torch.no_grad():
    for row in rows:
        logits = model(input_ids=torch.tensor([row["input_ids"]]), token_type_ids=torch.tensor([row["segment_ids"]]))
        computed.append({
            "mlm_logits": logits.prediction_logits[0, row["masked_lm_positions"]].tolist(),
            "nsp_logits": logits.seq_relationship_logits[0].tolist(),
        })

tokenizers = {
    "auto": AutoTokenizer.from_pretrained(folder),
    "auto, not fast": AutoTokenizer.from_pretrained(folder, use_fast=False),
    "BertTokenizer": BertTokenizer.from_pretrained(folder),
    "BertTokenizerFast": BertTokenizerFast.from_pretrained(folder),
}
print(json.dumps({
    "missing": sorted(loading["missing_keys"]) + sorted(encoder_loading["missing_keys"]),
    "unexpected": sorted(loading["unexpected_keys"]),
    "mismatched": sorted(map(str, loading["mismatched_keys"])),
    "hidden_act": model.config.hidden_act,
    "rows": computed,
    "ids": {name: tokenizer(text)["input_ids"] for name, tokenizer in tokenizers.items()},
}))
