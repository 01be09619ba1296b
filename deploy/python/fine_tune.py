"""Fine-tunes a model folder in transformers as Cloze's BertClassifier does, to compare accuracy and time.

    fine_tune.py MODEL TRAIN.jsonl TEST.jsonl [--learning-rate 1e-4] [--epochs 3] [--seeds 1,2,3] [--threads 2]

TRAIN and TEST have one object with "text" and "label" a line. Optimiser and schedule are Cloze's: AdamW with corrected
moments, no decay of biases and layer norms, gradients clipped to norm 1, a rate that rises for a tenth of the steps and
falls linearly to 0. Batches are padded to their longest text. Prints one JSON object per seed.
"""
import argparse
import json
import random
import time

import torch
from transformers import AutoTokenizer, BertForSequenceClassification


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def encode(tokenizer, rows, labels, length):
    ids = tokenizer([row["text"] for row in rows], truncation=True, max_length=length)["input_ids"]
    return [(encoded, labels.index(row["label"])) for encoded, row in zip(ids, rows)]


def batch(examples, padding):
    longest = max(len(ids) for ids, _ in examples)
    ids = torch.tensor([ids + [padding] * (longest - len(ids)) for ids, _ in examples])
    mask = torch.tensor([[1] * len(ids) + [0] * (longest - len(ids)) for ids, _ in examples])
    return ids, mask, torch.tensor([label for _, label in examples])


def rate(step, steps, peak, warmup):
    return peak * step / warmup if step < warmup else peak * (1 - step / steps)


def fine_tune(options, train, labels, padding, seed):
    torch.manual_seed(seed)
    model = BertForSequenceClassification.from_pretrained(options.model, num_labels=len(labels))
    model.train()
    decayed = [p for name, p in model.named_parameters() if not name.endswith("bias") and "LayerNorm" not in name]
    others = [p for name, p in model.named_parameters() if name.endswith("bias") or "LayerNorm" in name]
    optimiser = torch.optim.AdamW(
        [{"params": decayed, "weight_decay": 0.01}, {"params": others, "weight_decay": 0.0}], eps=1e-6)
    per_epoch = -(-len(train) // options.batch)
    steps = per_epoch * options.epochs
    order = random.Random(seed)
    step = 0
    for _ in range(options.epochs):
        shuffled = order.sample(train, len(train))
        for first in range(0, len(train), options.batch):
            for group in optimiser.param_groups:
                group["lr"] = rate(step, steps, options.learning_rate, int(steps * 0.1))
            ids, mask, targets = batch(shuffled[first:first + options.batch], padding)
            loss = model(input_ids=ids, attention_mask=mask, labels=targets).loss
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            step += 1
    return model, steps


def accuracy(model, test, padding, size):
    model.eval()
    right = 0
    with torch.no_grad():
        for first in range(0, len(test), size):
            ids, mask, targets = batch(test[first:first + size], padding)
            right += (model(input_ids=ids, attention_mask=mask).logits.argmax(1) == targets).sum().item()
    return right / len(test)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("train")
    parser.add_argument("test")
    parser.add_argument("--learning-rate", type=float, default=1e-4)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--length", type=int, default=128)
    parser.add_argument("--seeds", default="1")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    tokenizer = AutoTokenizer.from_pretrained(options.model)
    rows = lines(options.train)
    labels = sorted({row["label"] for row in rows})
    begin = time.perf_counter()
    train = encode(tokenizer, rows, labels, options.length)
    encoding = time.perf_counter() - begin
    test = encode(tokenizer, lines(options.test), labels, options.length)
    for seed in map(int, options.seeds.split(",")):
        begin = time.perf_counter()
        model, steps = fine_tune(options, train, labels, tokenizer.pad_token_id, seed)
        seconds = time.perf_counter() - begin
        print(json.dumps({
            "seed": seed,
            "accuracy": accuracy(model, test, tokenizer.pad_token_id, options.batch),
            "steps": steps,
            "encoding_seconds": round(encoding, 2),
            "training_seconds": round(seconds, 2),
        }), flush=True)


if __name__ == "__main__":
    main()
