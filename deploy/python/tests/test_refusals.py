"""What cannot be read or followed is refused in words."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import RECORDED, opened

from cloze_examples import ExamplesError, Prepared, Training, TrainingRun
from cloze_examples.__main__ import main
from cloze_examples.ragged import Ragged
from cloze_examples.vocabulary import Vocabulary
from cloze_examples.words import Words


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(RECORDED / "pairs", tmp_path / "prepared"))


def _edit(folder: Path, change: Any) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    change(manifest)
    (folder / "manifest.json").write_text(json.dumps(manifest))


def test_a_folder_without_manifest(tmp_path: Path) -> None:
    with pytest.raises(ExamplesError, match="found no manifest.json there; run the prepare job"):
        Prepared.open(str(tmp_path))


def test_a_manifest_of_another_format_or_job(copied: Path) -> None:
    _edit(copied, lambda manifest: manifest.update(job="pretrain"))
    with pytest.raises(ExamplesError, match="found the output of pretrain"):
        Prepared.open(str(copied))
    _edit(copied, lambda manifest: manifest.update(format="cloze-manifest-2"))
    with pytest.raises(ExamplesError, match="expected format cloze-manifest-1, found cloze-manifest-2"):
        Prepared.open(str(copied))


def test_lost_files_and_pieces(copied: Path) -> None:
    _edit(copied, lambda manifest: manifest["counts"].update(train_examples=3))
    with pytest.raises(ExamplesError, match="expected 3 examples in examples/train"):
        _ = Prepared.open(str(copied)).train
    with open(copied / "vocab.txt", "a") as file:
        file.write("more\n")
    with pytest.raises(ExamplesError, match="expected 90 pieces, .* found 91"):
        _ = Prepared.open(str(copied)).vocabulary
    shutil.rmtree(copied / "examples" / "train")
    with pytest.raises(ExamplesError, match="expected the files of the examples, found none"):
        _ = Prepared.open(str(copied)).train


def test_rules_of_another_version() -> None:
    with pytest.raises(
        ExamplesError, match="examples.mask-selection = spans, expected one of fixed-count, independent"
    ):
        _ = opened("pairs", maskSelection="SPANS").rules
    prepared = opened("pairs")
    del prepared.manifest["configuration"]["examples"]["maskedLmProb"]
    with pytest.raises(ExamplesError, match="lacks examples.masked-lm-prob"):
        _ = prepared.rules


def test_minibatches_that_would_mix_bins() -> None:
    prepared = opened("pairs", bins=[20])
    with pytest.raises(ExamplesError, match=r"must divide the largest, found \[3, 4\]"):
        TrainingRun(prepared, Training(2, 4, batch_ramp=[(0.5, 3)]))


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"workers": 0}, "workers = 0"),
        ({"epochs": 0}, "a time-budget alone cannot be followed"),
        ({"batch_ramp": [(0.5, 2), (0.2, 3)]}, "until-share must rise"),
        ({"phase_shares": [0.5, 0.4], "max_steps": 5}, "must add up to 1"),
        ({"phase_shares": [0.5, 0.5]}, "need max_steps"),
    ],
)
def test_settings_without_meaning(settings: dict[str, Any], problem: str) -> None:
    with pytest.raises(ExamplesError, match=problem):
        Training(**settings)


def test_adjacent_ideographs_as_words() -> None:
    words = Words(Vocabulary(("[PAD]", "\u6f22", "\u5b57", "##a")))
    tokens = Ragged.of_lengths(np.array([1, 3, 2], dtype=np.int32), np.array([3]))
    all_positions = Ragged.of_lengths(np.array([0, 1, 2], dtype=np.int32), np.array([3]))
    assert words.lengths(tokens, all_positions).values.tolist() == [2, 1]
    adjacent = Ragged.of_lengths(np.array([3, 1, 2], dtype=np.int32), np.array([3]))
    with pytest.raises(ExamplesError, match="adjacent ideographs"):
        words.lengths(adjacent, all_positions)


def test_the_command_line_prints_one_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["digest", str(tmp_path)]) == 3
    assert capsys.readouterr().err.startswith(f"error: prepared = {tmp_path}: expected a finished prepare output")
