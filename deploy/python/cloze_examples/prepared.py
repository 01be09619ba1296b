"""The output of a prepare run, read from any file system that pyarrow knows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray
from pyarrow import fs

from .draws import key
from .errors import ExamplesError
from .examples import MaskedExamples, Pairs
from .identity import identities
from .mask import Masking
from .ragged import Ragged
from .rules import ExampleRules
from .vocabulary import Vocabulary

_FORMAT = "cloze-manifest-1"
_MAKERS = ("prepare", "replay")
_MASKS = ("input_ids", "masked_lm_positions", "masked_lm_ids")
_ROWS_AT_ONCE = 65536


@dataclass(frozen=True)
class Prepared:
    """A finished prepare output. Each split is read once, on first use, and kept in memory."""

    folder: str
    files: fs.FileSystem
    manifest: dict[str, Any]

    @staticmethod
    def open(folder: str) -> Prepared:
        """Opens ``folder``, a path or a URI such as ``s3://bucket/prepared``.

        Raises:
            ExamplesError: if it is not a finished prepare output of a known format
        """
        files, path = fs.FileSystem.from_uri(folder) if "://" in folder else (fs.LocalFileSystem(), folder.rstrip("/"))
        try:
            with files.open_input_stream(f"{path}/manifest.json") as stream:
                manifest = json.loads(stream.read())
        except FileNotFoundError as error:
            raise ExamplesError(
                f"prepared = {folder}: expected a finished prepare output, found no manifest.json there;"
                " run the prepare job"
            ) from error
        except ValueError as error:
            raise ExamplesError(f"{folder}/manifest.json: not JSON ({error}); restore the file") from error
        found = manifest.get("format") if isinstance(manifest, dict) else None
        if found != _FORMAT:
            raise ExamplesError(
                f"{folder}/manifest.json: expected format {_FORMAT}, found {found};"
                " take the cloze_examples of the version that prepared it"
            )
        if manifest["job"] not in _MAKERS:
            raise ExamplesError(
                f"prepared = {folder}: expected a finished prepare output, found the output of {manifest['job']};"
                " run the prepare job"
            )
        return Prepared(path, files, manifest)

    @cached_property
    def rules(self) -> ExampleRules:
        """How the examples were built and are masked."""
        return ExampleRules.parse(self.manifest["configuration"]["examples"], f"{self.folder}/manifest.json")

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The pieces that ids refer to."""
        path = f"{self.folder}/vocab.txt"
        try:
            with self.files.open_input_stream(path) as stream:
                vocabulary = Vocabulary.parse(stream.read(), path)
        except FileNotFoundError as error:
            raise ExamplesError(f"Vocabulary {path} does not exist; restore it, or run prepare again") from error
        expected = self.manifest["counts"].get("pieces", len(vocabulary))
        if len(vocabulary) != expected:
            raise ExamplesError(
                f"Vocabulary {path}: expected {expected} pieces, as the manifest.json beside it says,"
                f" found {len(vocabulary)}; restore the file, or run prepare again"
            )
        return vocabulary

    @property
    def seed(self) -> int:
        """The seed of the prepare run, and by default of a training."""
        return int(self.manifest["configuration"]["seed"])

    @cached_property
    def train(self) -> Pairs:
        """The training examples, in the order of their ids."""
        return self._read("train")

    @cached_property
    def validation(self) -> MaskedExamples:
        """The held-out examples, in the order of their ids, with the masks that are stored with them."""
        frozen = self._read("validation").frozen
        if frozen is None:
            raise ExamplesError(
                f"{self.folder}/examples/validation: lacks the columns {', '.join(_MASKS)}; run prepare again"
            )
        return frozen

    def mask(self, rows: NDArray[np.int64], epoch: int, seed: int) -> MaskedExamples:
        """The training examples with these numbers, masked for ``epoch``, from 0; with stored masks, those."""
        pairs = self.train
        if pairs.frozen is not None:
            return pairs.frozen.take(rows)
        tokens = pairs.token_ids.take(rows)
        inputs, positions, originals = self._masking.mask(tokens, key(seed, "mask", epoch, *pairs.identity[:, rows]))
        return MaskedExamples(inputs, pairs.first_segments[rows], positions, originals, pairs.labels[rows])

    @cached_property
    def _masking(self) -> Masking:
        return Masking(self.rules, self.vocabulary)

    def _read(self, split: str) -> Pairs:
        folder = f"{self.folder}/examples/{split}"
        columns = _Columns(folder)
        for batch in self._batches(folder):
            columns.add(batch)
        expected = self.manifest["counts"].get(f"{split}_examples", columns.rows)
        if columns.rows != expected:
            raise ExamplesError(
                f"prepared = {self.folder}: expected {expected} examples in examples/{split}, as its manifest.json says,"
                f" found {columns.rows}; files were lost, added or changed: restore them, or run prepare again"
            )
        return columns.pairs()

    def _batches(self, folder: str) -> Iterator[pa.RecordBatch]:
        found = self.files.get_file_info(fs.FileSelector(folder, allow_not_found=True))
        paths = sorted(
            file.path for file in found if file.base_name.endswith(".parquet") and file.base_name[0] not in "._"
        )
        if not paths:
            raise ExamplesError(f"{folder}: expected the files of the examples, found none; run prepare again")
        for path in paths:
            with self.files.open_input_file(path) as source:
                file = pq.ParquetFile(source)
                wanted = ["example_id", "token_ids", "segment_ids", "next_sentence_labels"]
                wanted += [name for name in _MASKS if name in file.schema_arrow.names]
                missing = [name for name in wanted if name not in file.schema_arrow.names]
                if missing:
                    raise ExamplesError(f"{path}: lacks the columns {', '.join(missing)}; run prepare again")
                yield from file.iter_batches(_ROWS_AT_ONCE, columns=wanted)


class _Columns:
    """Collects the columns of a split."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._ids: list[str] = []
        self._labels: list[NDArray[np.int32]] = []
        self._first: list[NDArray[np.int64]] = []
        self._rows: dict[str, list[Ragged]] = {}

    @property
    def rows(self) -> int:
        return len(self._ids)

    def add(self, batch: pa.RecordBatch) -> None:
        for column in batch.columns:
            if column.null_count > 0:
                raise ExamplesError(f"{self._folder}: found a null where each row has a value; run prepare again")
        self._ids += batch.column("example_id").to_pylist()
        self._labels.append(batch.column("next_sentence_labels").to_numpy())
        self._first.append(self._first_segments(_ragged(batch.column("segment_ids"))))
        for name in ("token_ids", *_MASKS):
            if name in batch.schema.names:
                self._rows.setdefault(name, []).append(_ragged(batch.column(name)))

    def _first_segments(self, segments: Ragged) -> NDArray[np.int64]:
        zeros = np.bincount(segments.row_of_each()[segments.values == 0], minlength=segments.rows)
        if not np.array_equal(segments.values, segments.place_of_each() >= np.repeat(zeros, segments.lengths)):
            raise ExamplesError(f"{self._folder}: segment ids must be zeros, then ones; run prepare again")
        return zeros

    def pairs(self) -> Pairs:
        ids = np.array(self._ids, dtype=np.str_)
        # Ids are ASCII, so that numpy's order is that of their bytes, as Spark's.
        order = np.argsort(ids, kind="stable").astype(np.int64)
        labels = np.concatenate(self._labels)[order].astype(np.int32)
        first = np.concatenate(self._first)[order].astype(np.int32)
        rows = {name: _joined(parts).take(order) for name, parts in self._rows.items()}
        frozen = None
        if all(name in rows for name in _MASKS):
            frozen = MaskedExamples(
                rows["input_ids"], first, rows["masked_lm_positions"], rows["masked_lm_ids"], labels
            )
        sorted_ids = ids[order]
        return Pairs(sorted_ids, identities(sorted_ids), rows["token_ids"], first, labels, frozen)


def _ragged(column: pa.ListArray) -> Ragged:
    starts = column.offsets.to_numpy().astype(np.int64)
    return Ragged(column.flatten().to_numpy().astype(np.int32), starts - starts[0])


def _joined(parts: list[Ragged]) -> Ragged:
    return Ragged.of_lengths(
        np.concatenate([part.values for part in parts]), np.concatenate([part.lengths for part in parts])
    )
