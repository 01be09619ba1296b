"""The command line: ``python -m cloze_examples tfrecords PREPARED OUTPUT``, ``... digest PREPARED``."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from . import tfrecord
from .errors import ExamplesError
from .minibatch import Minibatch
from .plan import Training
from .prepared import Prepared
from .run import TrainingRun


def main(arguments: list[str] | None = None) -> int:
    """Runs a command. Returns 0, or 3 after a message about unusable examples."""
    parsed = _parser().parse_args(arguments)
    try:
        parsed.command(parsed)
    except ExamplesError as error:
        print(f"error: {error}", file=sys.stderr)
        return 3
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="cloze-examples", description="Reads the examples of a prepare output.")
    commands = parser.add_subparsers(required=True)
    records = commands.add_parser(
        "tfrecords", help="write one TFRecord file per epoch, and one of the held-out examples"
    )
    records.add_argument("prepared", help="folder of the prepare output")
    records.add_argument("output", help="folder to write to")
    records.add_argument("--epochs", type=int, default=1, help="passes over the training examples; default 1")
    records.add_argument("--seed", type=int, help="seed of order and masks; default: that of the prepare run")
    records.add_argument("--max-predictions-per-seq", type=int, help="default: that of the prepare run")
    records.set_defaults(command=_tfrecords)
    digest = commands.add_parser("digest", help="print a SHA-256 over the minibatches of each worker, and the speed")
    digest.add_argument("prepared", nargs="+", help="folder of the prepare output, or one per length phase")
    digest.add_argument("--workers", type=int, default=2)
    digest.add_argument("--train-batch-size", type=int, default=32)
    digest.add_argument("--epochs", type=int, default=1)
    digest.add_argument("--max-steps", type=int, default=0)
    digest.add_argument("--batch-ramp", type=json.loads, default=[], help="as [[until-share, size], ...]")
    digest.add_argument("--phase-shares", type=json.loads, default=[], help="as [share, ...]")
    digest.add_argument("--seed", type=int)
    digest.set_defaults(command=_digest)
    return parser


def _tfrecords(parsed: argparse.Namespace) -> None:
    prepared = Prepared.open(parsed.prepared)
    rules = prepared.rules
    longest = parsed.max_predictions_per_seq or rules.max_predictions_per_seq
    run = TrainingRun(prepared, Training(workers=1, train_batch_size=1024, epochs=parsed.epochs), parsed.seed)
    output = Path(parsed.output)
    output.mkdir(parents=True, exist_ok=True)
    per_epoch = len(run) // parsed.epochs
    for epoch in range(parsed.epochs):
        minibatches = (run.minibatch(number) for number in range(epoch * per_epoch, (epoch + 1) * per_epoch))
        _write(output / f"train-{epoch:04d}.tfrecord", minibatches, rules.max_seq_length, longest)
    held_out = prepared.validation
    blocks = (np.arange(start, min(start + 1024, len(held_out))) for start in range(0, len(held_out), 1024))
    minibatches = (Minibatch(held_out.take(block), number) for number, block in enumerate(blocks))
    _write(output / "validation.tfrecord", minibatches, rules.max_seq_length, longest)


def _write(path: Path, minibatches: Iterable[Minibatch], length: int, predictions: int) -> None:
    with open(path, "wb") as out:
        count = tfrecord.write(minibatches, length, predictions, out)
    print(f"{path}: {count} examples")


def _digest(parsed: argparse.Namespace) -> None:
    training = Training(
        parsed.workers,
        parsed.train_batch_size,
        parsed.epochs,
        parsed.max_steps,
        [(share, size) for share, size in parsed.batch_ramp],
        parsed.phase_shares,
    )
    run = TrainingRun([Prepared.open(folder) for folder in parsed.prepared], training, parsed.seed)
    digests = [hashlib.sha256() for _ in range(parsed.workers)]
    examples = 0
    # Time of the processor, so that other programs on the machine do not count. All work is done by one thread.
    begin = time.process_time()
    for minibatch in run.minibatches():
        minibatch.digest_into(digests[minibatch.number % parsed.workers])
        examples += len(minibatch.examples)
    seconds = time.process_time() - begin
    result = {
        "minibatches": len(run),
        "examples": examples,
        "sha256": [digest.hexdigest() for digest in digests],
        "sequences_per_core_second": round(examples / seconds),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    sys.exit(main())
