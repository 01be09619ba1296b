"""Padded arrays say the same as unpadded ones."""

from __future__ import annotations

import numpy as np
import pytest
from conftest import opened

from cloze_examples import ExamplesError, Minibatch, Prepared, Training, TrainingRun


@pytest.fixture
def minibatch(pairs: Prepared) -> Minibatch:
    return TrainingRun(pairs, Training(1, 16)).minibatch(2)


def test_berts_arrays_hold_the_unpadded_ones(minibatch: Minibatch) -> None:
    arrays = minibatch.bert(64, 9)
    flat = minibatch.unpadded()
    inside = arrays["input_mask"] == 1
    assert arrays["input_ids"].shape == (16, 64) and arrays["masked_lm_ids"].shape == (16, 9)
    assert (arrays["input_ids"][inside] == flat["input_ids"]).all()
    assert (arrays["segment_ids"][inside] == flat["segment_ids"]).all()
    assert not arrays["input_ids"][~inside].any() and not arrays["segment_ids"][~inside].any()
    predicted = arrays["masked_lm_weights"] == 1
    rows = flat["starts"][:-1, None] + arrays["masked_lm_positions"]
    assert (rows[predicted] == flat["masked_rows"]).all()
    assert (arrays["masked_lm_ids"][predicted] == flat["masked_ids"]).all()
    assert not arrays["masked_lm_positions"][~predicted].any()
    assert (arrays["next_sentence_labels"] == flat["pair_labels"]).all()


def test_labels_for_transformers_are_ignored_elsewhere(minibatch: Minibatch) -> None:
    arrays = minibatch.transformers()
    labelled = arrays["labels"] >= 0
    assert (arrays["labels"][labelled] == minibatch.unpadded()["masked_ids"]).all()
    assert (arrays["labels"][~labelled] == -100).all()
    assert (arrays["input_ids"][arrays["attention_mask"] == 0] == 0).all()


def test_most_masked_positions_hold_mask(pairs: Prepared) -> None:
    run = TrainingRun(pairs, Training(1, 1000, epochs=40))
    mask = pairs.vocabulary.id("[MASK]")
    masked = np.concatenate(
        [flat["input_ids"][flat["masked_rows"]] == mask for flat in (batch.unpadded() for batch in run.minibatches())]
    )
    assert abs(masked.mean() - 0.8) < 4 * np.sqrt(0.8 * 0.2 / masked.size) + 0.1 / len(pairs.vocabulary)


def test_too_little_room_is_refused(minibatch: Minibatch) -> None:
    with pytest.raises(ExamplesError, match="more than the 3 that fit"):
        minibatch.bert(length=3)


def test_a_run_is_a_sequence_that_a_data_loader_takes() -> None:
    run = TrainingRun(opened("pairs"), Training(2, 8), format="transformers")
    batches = list(run)
    assert len(batches) == len(run)
    assert set(run.of_worker(0)) | set(run.of_worker(1)) == set(range(len(run)))
    assert all(array.dtype == np.int64 for array in batches[0].values())
