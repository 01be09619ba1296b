"""TFRecord files, read back by a decoder that knows nothing of the encoder."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from conftest import RECORDED

from cloze_examples import Prepared, Training, TrainingRun
from cloze_examples.__main__ import main
from cloze_examples.crc32c import crc32c, masked


def test_checksums_are_those_of_rfc_3720() -> None:
    texts = [b"123456789", bytes(32), b"\xff" * 32, bytes(range(32)), b""]
    assert [hex(value) for value in crc32c(texts)] == ["0xe3069283", "0x8a9136aa", "0x62a8ab43", "0x46dd794e", "0x0"]


def test_records_hold_the_epochs_examples(pairs: Prepared, tmp_path: Path) -> None:
    assert main(["tfrecords", str(RECORDED / "pairs"), str(tmp_path), "--epochs", "2"]) == 0
    run = TrainingRun(pairs, Training(1, 1, epochs=2))
    read = [example for epoch in (0, 1) for example in _examples(tmp_path / f"train-{epoch:04d}.tfrecord")]
    assert len(read) == len(run) == 2 * len(pairs.train)
    for number in range(0, len(run), 7):
        expected = run.minibatch(number).bert(pairs.rules.max_seq_length, pairs.rules.max_predictions_per_seq)
        assert list(read[number]) == list(expected)
        assert all(read[number][name] == array[0].tolist() or read[number][name] == [array[0]]
                   for name, array in expected.items())  # fmt: skip
    assert len(list(_examples(tmp_path / "validation.tfrecord"))) == len(pairs.validation)


def _examples(path: Path) -> Iterator[dict[str, list[Any]]]:
    content = path.read_bytes()
    at = 0
    while at < len(content):
        length, of_length = struct.unpack_from("<QI", content, at)
        record = content[at + 12 : at + 12 + length]
        (of_record,) = struct.unpack_from("<I", content, at + 12 + length)
        assert masked(crc32c([content[at : at + 8], record])).tolist() == [of_length, of_record]
        yield _example(record)
        at += 16 + length


def _example(record: bytes) -> dict[str, list[Any]]:
    ((_, features),) = _fields(record)
    example = {}
    for _, entry in _fields(features):
        (_, name), (_, feature) = _fields(entry)
        ((kind, values),) = _fields(feature)
        ((_, packed),) = _fields(values)
        floats = list(struct.unpack(f"<{len(packed) // 4}f", packed)) if kind == 2 else []
        example[name.decode()] = floats if kind == 2 else list(_varints(packed))
    return example


def _fields(message: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        assert tag & 7 == 2
        length, at = _varint(message, at)
        yield tag >> 3, message[at : at + length]
        at += length


def _varints(packed: bytes) -> Iterator[int]:
    at = 0
    while at < len(packed):
        value, at = _varint(packed, at)
        yield value


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        value |= (message[at] & 0x7F) << shift
        shift += 7
        at += 1
        if message[at - 1] < 0x80:
            return value, at
