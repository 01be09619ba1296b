"""Tokenizes texts with a model folder in tokenizers and transformers, and compares the ids with given ones.

    tokenize_in_transformers.py FOLDER LINES.json SAVED

LINES.json is a list of {"text": ..., "ids": [...]}, the ids with [CLS] and [SEP]. Prints as JSON, for each way to load the
folder, the differing lines as {index: ids}. Saves the model and its tokenizer again as transformers does, into SAVED.
"""

import json
import sys

import tokenizers
import transformers
from transformers import AutoTokenizer, BertForPreTraining, BertTokenizer, BertTokenizerFast

folder, lines, saved = sys.argv[1], json.load(open(sys.argv[2], encoding="utf-8")), sys.argv[3]
BertForPreTraining.from_pretrained(folder).save_pretrained(saved)
AutoTokenizer.from_pretrained(folder).save_pretrained(saved)

ways = {"tokenizers": tokenizers.Tokenizer.from_file(folder + "/tokenizer.json")}
for name, loader in ("AutoTokenizer", AutoTokenizer), ("BertTokenizer", BertTokenizer), ("BertTokenizerFast", BertTokenizerFast):
    ways[name] = loader.from_pretrained(folder)
ways["saved again, AutoTokenizer"] = AutoTokenizer.from_pretrained(saved)


def ids(way, text):
    return way.encode(text).ids if isinstance(way, tokenizers.Tokenizer) else way(text)["input_ids"]


found = {name: [ids(way, line["text"]) for line in lines] for name, way in ways.items()}
print(json.dumps({
    "versions": "tokenizers %s, transformers %s" % (tokenizers.__version__, transformers.__version__),
    "differing": {
        name: {str(i): got for i, (line, got) in enumerate(zip(lines, all_ids)) if got != line["ids"]}
        for name, all_ids in found.items()
    },
}))
