"""The minibatches are those that the JVM recorded: RecordedMinibatchesTest of the module pipeline."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from conftest import SEED, opened, runs

from cloze_examples import Minibatch, Prepared, Training, TrainingRun


def _run(recorded: dict[str, Any]) -> TrainingRun:
    keys = recorded["training"]
    training = Training(
        keys["workers"],
        keys["train-batch-size"],
        keys["epochs"],
        keys.get("max-steps", 0),
        [(stage["until-share"], stage["train-batch-size"]) for stage in keys.get("batch-ramp", [])],
        [phase["share"] for phase in keys.get("length-phases", [])],
    )
    return TrainingRun(_prepared(recorded), training, SEED)


def _prepared(recorded: dict[str, Any]) -> list[Prepared]:
    return [opened(name, **recorded["examples"]) for name in recorded["prepared"]]


@pytest.mark.parametrize("recorded", runs(), ids=lambda recorded: recorded["name"])
def test_every_worker_fits_the_recorded_minibatches(recorded: dict[str, Any]) -> None:
    run = _run(recorded)
    found = []
    examples = 0
    for worker in range(recorded["training"]["workers"]):
        digest = hashlib.sha256()
        for number in run.of_worker(worker):
            minibatch = run.minibatch(number)
            minibatch.digest_into(digest)
            examples += len(minibatch.examples)
        found.append(digest.hexdigest())
    assert {"minibatches": len(run), "examples": examples, "sha256": found} == recorded["digest"]


@pytest.mark.parametrize("recorded", runs(), ids=lambda recorded: recorded["name"])
def test_held_out_examples_have_the_recorded_masks(recorded: dict[str, Any]) -> None:
    digest = hashlib.sha256()
    Minibatch(_prepared(recorded)[0].validation, 0).digest_into(digest)
    assert digest.hexdigest() == recorded["held_out"]


def test_a_minibatch_read_alone_is_the_one_read_in_order(pairs: Prepared) -> None:
    training = Training(2, 8, epochs=2)
    in_order = [minibatch.unpadded() for minibatch in TrainingRun(pairs, training).minibatches()]
    run = TrainingRun(pairs, training)
    for number in (len(run) - 1, 0, len(run) // 2, 3):
        alone = run.minibatch(number).unpadded()
        assert all((alone[name] == in_order[number][name]).all() for name in alone)
