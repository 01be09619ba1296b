"""Trains BertForPreTraining of Hugging Face transformers on the minibatches that Cloze trained on, and compares the curves.

    overlay.py initial PREPARED FOLDER                draws initial weights and writes them as a model folder
    overlay.py train PREPARED INITIAL CLOZE FOLDER    trains in PyTorch as CLOZE, a pretrain output, was trained
    overlay.py measure PREPARED FOLDER                measures the result on the held-out examples
    overlay.py compare CLOZE EVALUATION FOLDER        prints the differences, and draws FOLDER/overlay.svg
    overlay.py nudge INITIAL FOLDER                   writes weights that differ by rounding, for another training in PyTorch
    overlay.py spread FOLDER OTHER                    compares two trainings in PyTorch: what rounding alone does

deploy/overlay.sh runs them all. Needs torch and transformers.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from cloze_examples import Minibatch, Prepared, Training, TrainingRun
from overlay_chart import chart

# The bars, in nats.
TRAINING_BAR = 0.01
HELD_OUT_BAR = 0.02
STEPS_OF_A_MEAN = 100

LOSSES = ("masked_lm_loss", "next_sentence_loss")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    for command, folders in (
        (initial, "prepared output"),
        (train, "prepared initial cloze output"),
        (measure, "prepared output"),
        (compare, "cloze evaluation output"),
        (nudge, "initial output"),
        (spread, "one other"),
    ):
        of_command = commands.add_parser(command.__name__)
        for folder in folders.split():
            of_command.add_argument(folder, type=Path)
        if command is initial:
            of_command.add_argument("--seed", type=int, default=1)
        if command is train:
            of_command.add_argument("--threads", type=int, default=0, help="of PyTorch; default: its own choice")
        of_command.set_defaults(command=command)
    parsed = vars(parser.parse_args())
    return int(parsed.pop("command")(**parsed) or 0)


def initial(prepared: Path, output: Path, seed: int) -> None:
    """Writes a BERT mini with weights drawn by transformers, and the vocabulary of the examples."""
    import torch
    from transformers import BertConfig, BertForPreTraining

    examples = Prepared.open(str(prepared))
    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=len(examples.vocabulary),
        hidden_size=256,
        num_hidden_layers=4,
        num_attention_heads=4,
        intermediate_size=1024,
        hidden_act="gelu_new",
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    BertForPreTraining(config).save_pretrained(output)
    shutil.copy(prepared / "vocab.txt", output / "vocab.txt")
    lower = examples.manifest["configuration"]["vocabulary"]["doLowerCase"]
    (output / "tokenizer_config.json").write_text(
        json.dumps({"do_lower_case": lower, "tokenizer_class": "BertTokenizer"})
    )


def nudge(initial: Path, output: Path) -> None:
    """Writes a copy of a model whose weights are multiplied by 1 + 1e-7 or 1 - 1e-7, at random."""
    import torch
    from transformers import BertForPreTraining

    model = BertForPreTraining.from_pretrained(initial)
    torch.manual_seed(1)
    with torch.no_grad():
        for weights in model.parameters():
            weights *= 1 + 1e-7 * torch.randn_like(weights, dtype=torch.float64).sign()
    model.save_pretrained(output)


def train(prepared: Path, initial: Path, cloze: Path, output: Path, threads: int) -> None:
    """Trains with the settings in the manifest of ``cloze``, and writes the losses of each step, and the model."""
    import torch
    from transformers import BertForPreTraining

    if threads > 0:
        torch.set_num_threads(threads)
    manifest = json.loads((cloze / "manifest.json").read_text())
    settings = manifest["configuration"]["training"]
    for name, expected in (("workers", 1), ("adamBiasCorrection", True), ("nextSentenceWeight", 1.0)):
        if settings[name] != expected:
            sys.exit(f"error: training.{name} = {settings[name]}, must be {expected}: nothing else is compared here")
    examples = Prepared.open(str(prepared))
    run = TrainingRun(
        examples,
        Training(1, settings["trainBatchSize"], max_steps=settings["maxSteps"]),
        seed=manifest["configuration"]["seed"],
        format="transformers",
    )
    model = BertForPreTraining.from_pretrained(initial)
    optimiser = optimiser_of(model, settings)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, rate_of(settings["warmupProportion"], len(run)))
    output.mkdir(parents=True, exist_ok=True)
    model.train()
    begin = time.perf_counter()
    with open(output / "steps.csv", "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(
            ["step", "masked_lm_loss", "predictions", "next_sentence_loss", "gradient_norm", "elapsed_seconds"]
        )
        for number in range(len(run)):
            masked_lm, next_sentence = losses(model, run[number])
            loss = masked_lm.mean() + next_sentence.mean()
            optimiser.zero_grad()
            loss.backward()
            norm = torch.nn.utils.clip_grad_norm_(model.parameters(), settings["maxGradNorm"])
            optimiser.step()
            schedule.step()
            elapsed = time.perf_counter() - begin
            means = masked_lm.mean().item(), masked_lm.numel(), next_sentence.mean().item()
            rows.writerow([number + 1, *means, norm.item(), f"{elapsed:.3f}"])
            if (number + 1) % STEPS_OF_A_MEAN == 0:
                file.flush()
                print(f"step {number + 1} of {len(run)}: {elapsed:.0f} s", file=sys.stderr)
    model.save_pretrained(output / "model")


def optimiser_of(model: Any, settings: dict[str, Any]) -> Any:
    """AdamW with the exclusions of BERT: no decay of biases and layer norms."""
    import torch

    kept = [value for name, value in model.named_parameters() if name.endswith("bias") or "LayerNorm" in name]
    decayed = [value for name, value in model.named_parameters() if not (name.endswith("bias") or "LayerNorm" in name)]
    groups = [{"params": decayed, "weight_decay": settings["weightDecay"]}, {"params": kept, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=settings["learningRate"], betas=(0.9, 0.999), eps=1e-6)


def rate_of(warmup_proportion: float, steps: int) -> Any:
    """The share of the peak learning rate at each step, from 0, as in optimization.py of google-research/bert."""
    warmup = int(steps * warmup_proportion)
    return lambda step: step / warmup if step < warmup else 1 - min(step, steps) / steps


def losses(model: Any, arrays: Mapping[str, Any]) -> tuple[Any, Any]:
    """The loss of each masked position [M], and of each pair [B], in nats.

    Their means add up to the loss of BertForPreTraining. It is not called as a whole, because it scores all pieces at all
    positions; Cloze does so at the masked positions alone.
    """
    import torch
    from torch.nn.functional import cross_entropy

    batch = {name: torch.from_numpy(array) for name, array in arrays.items()}
    labels, pair_labels = batch.pop("labels"), batch.pop("next_sentence_label")
    encoded = model.bert(**batch)
    is_masked = labels >= 0
    pieces, pairs = model.cls(encoded.last_hidden_state[is_masked], encoded.pooler_output)
    return (
        cross_entropy(pieces, labels[is_masked], reduction="none"),
        cross_entropy(pairs, pair_labels, reduction="none"),
    )


def measure(prepared: Path, output: Path) -> None:
    """Writes the losses of both exercises on all held-out examples, by the names of Cloze's evaluation table."""
    import torch
    from transformers import BertForPreTraining

    held_out = Prepared.open(str(prepared)).validation
    model = BertForPreTraining.from_pretrained(output / "model").eval()
    sums = dict.fromkeys(LOSSES, 0.0)
    # Examples of like length share a minibatch.
    by_length = np.argsort(held_out.input_ids.lengths, kind="stable")
    for start in range(0, len(held_out), 32):
        minibatch = Minibatch(held_out.take(by_length[start : start + 32]), start)
        with torch.no_grad():
            for loss, values in zip(LOSSES, losses(model, minibatch.transformers())):
                sums[loss] += values.sum().item()
    result = {
        "masked_lm_loss": sums["masked_lm_loss"] / held_out.masked_ids.values.size,
        "next_sentence_loss": sums["next_sentence_loss"] / len(held_out),
        "examples": len(held_out),
        "versions": versions(),
    }
    (output / "held-out.json").write_text(json.dumps(result, indent=1))


def versions() -> str:
    import torch
    import transformers

    return f"PyTorch {torch.__version__}, transformers {transformers.__version__}"


def read(path: Path) -> list[dict[str, str]]:
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def compare(cloze: Path, evaluation: Path, output: Path) -> int:
    """Prints both curves, their differences and the times. Returns 1 if a difference exceeds its bar."""
    here = read(cloze / "training-log.csv")
    steps = read(output / "steps.csv")
    there = in_rounds(steps, [int(row["step"]) for row in here])
    print(f"First {here[0]['step']} steps: masked_lm_loss differs by", end=" ")
    print(f"{float(here[0]['masked_lm_loss']) - there[0]['masked_lm_loss']:+.2e} nats\n")
    print("| steps | masked_lm_loss: Cloze | PyTorch | difference | next_sentence_loss: Cloze | PyTorch | difference |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    differences: dict[int, list[float]] = {}
    for end in range(STEPS_OF_A_MEAN, int(here[-1]["step"]) + 1, STEPS_OF_A_MEAN):
        name = f"{end - STEPS_OF_A_MEAN + 1} to {end}"
        means = [{loss: mean_until(end, rows, loss) for loss in LOSSES} for rows in (here, there)]
        differences[end] = print_row(name, *means)
    held_out = json.loads((output / "held-out.json").read_text())
    evaluated = next(row for row in read(evaluation / "tables" / "evaluation.csv") if row["split"] == "validation")
    of_held_out = print_row("held out", {loss: float(evaluated[loss]) for loss in LOSSES}, held_out)
    largest = max(abs(difference) for row in differences.values() for difference in row)
    largest_held_out = max(abs(difference) for difference in of_held_out)
    print(f"\nLargest difference of a {STEPS_OF_A_MEAN}-step mean: {largest:.5f} nats (bar {TRAINING_BAR}).")
    print(
        f"Largest difference on {held_out['examples']} held-out examples: {largest_held_out:.5f} (bar {HELD_OUT_BAR})."
    )
    seconds = [float(rows[-1]["elapsed_seconds"]) for rows in (here, steps)]
    print(f"Training took {seconds[0]:.0f} s in Cloze, {seconds[1]:.0f} s in {held_out['versions']}.")
    curves = [[(float(row["step"]), float(row["masked_lm_loss"])) for row in rows] for rows in (here, there)]
    of_masked_words = [(float(end), row[0]) for end, row in differences.items()]
    (output / "overlay.svg").write_text(chart(*curves, of_masked_words, TRAINING_BAR))
    print(f"Curves: {output / 'overlay.svg'}")
    return 0 if largest <= TRAINING_BAR and largest_held_out <= HELD_OUT_BAR else 1


def spread(one: Path, other: Path) -> None:
    """Prints the largest difference between two trainings in PyTorch, over the steps that both have made."""
    runs = [read(folder / "steps.csv") for folder in (one, other)]
    length = min(map(len, runs)) // STEPS_OF_A_MEAN * STEPS_OF_A_MEAN
    means = [in_rounds(rows, list(range(STEPS_OF_A_MEAN, length + 1, STEPS_OF_A_MEAN))) for rows in runs]
    for loss in LOSSES:
        largest = max(abs(here[loss] - there[loss]) for here, there in zip(*means))
        print(f"{loss}: largest difference of a {STEPS_OF_A_MEAN}-step mean until step {length}: {largest:.5f} nats")


def in_rounds(steps: list[dict[str, str]], ends: list[int]) -> list[dict[str, float]]:
    """Means over the steps until each of ``ends``, weighted as in Cloze's training log: by predictions, and by examples."""
    rounds = []
    begin = 0
    for end in ends:
        part = steps[begin:end]
        predictions = sum(int(row["predictions"]) for row in part)
        masked_lm = sum(float(row["masked_lm_loss"]) * int(row["predictions"]) for row in part) / predictions
        next_sentence = sum(float(row["next_sentence_loss"]) for row in part) / len(part)
        rounds.append({"step": end, "masked_lm_loss": masked_lm, "next_sentence_loss": next_sentence})
        begin = end
    return rounds


def mean_until(end: int, rows: Sequence[Mapping[str, Any]], loss: str) -> float:
    """The mean of ``loss`` over the rounds in the 100 steps until ``end``."""
    part = [float(row[loss]) for row in rows if end - STEPS_OF_A_MEAN < int(row["step"]) <= end]
    return sum(part) / len(part)


def print_row(name: str, here: Mapping[str, float], there: Mapping[str, float]) -> list[float]:
    """Prints a row of the table, and returns the differences of the losses."""
    differences = [here[loss] - there[loss] for loss in LOSSES]
    cells = [
        f"{here[loss]:.4f} | {there[loss]:.4f} | {difference:+.5f}" for loss, difference in zip(LOSSES, differences)
    ]
    print(f"| {name} | {' | '.join(cells)} |")
    return differences


if __name__ == "__main__":
    sys.exit(main())
