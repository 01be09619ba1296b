"""TFRecord files of tf.train.Example, as create_pretraining_data.py of google-research/bert writes them."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from .crc32c import crc32c, masked
from .minibatch import Minibatch


def write(minibatches: Iterable[Minibatch], length: int, predictions: int, out: BinaryIO) -> int:
    """Writes one record per example, padded to ``length`` tokens and ``predictions`` predictions. Returns their number."""
    count = 0
    for minibatch in minibatches:
        records = list(records_of(minibatch, length, predictions))
        out.write(framed(records))
        count += len(records)
    return count


def framed(records: list[bytes]) -> bytes:
    """A record is its length, the masked CRC of the length, the data, and the masked CRC of the data; little-endian."""
    headers = [struct.pack("<Q", len(record)) for record in records]
    of_headers = masked(crc32c(headers)).tolist()
    of_records = masked(crc32c(records)).tolist()
    return b"".join(
        header + struct.pack("<I", of_header) + record + struct.pack("<I", of_record)
        for header, of_header, record, of_record in zip(headers, of_headers, records, of_records)
    )


def records_of(minibatch: Minibatch, length: int, predictions: int) -> Iterator[bytes]:
    """The examples of a minibatch as serialized tf.train.Example, with the features of the reference in its order."""
    arrays = minibatch.bert(length, predictions)
    names = ("input_ids", "input_mask", "segment_ids", "masked_lm_positions", "masked_lm_ids")
    columns = [arrays[name].tolist() for name in names]
    weights = arrays["masked_lm_weights"].astype("<f4")
    labels = arrays["next_sentence_labels"].tolist()
    for row, label in enumerate(labels):
        features = [_feature(name, _int64_list(column[row])) for name, column in zip(names, columns)]
        features.append(_feature("masked_lm_weights", _float_list(weights[row])))
        features.append(_feature("next_sentence_labels", _int64_list([label])))
        # Example.features = 1
        yield _field(1, b"".join(features))


def _feature(name: str, value: bytes) -> bytes:
    """An entry of the map Features.feature = 1, with key = 1 and value = 2."""
    return _field(1, _field(1, name.encode("ascii")) + _field(2, value))


def _int64_list(numbers: list[int]) -> bytes:
    """Feature.int64_list = 3, with the packed field Int64List.value = 1."""
    return _field(3, _field(1, b"".join(map(_varint, numbers))))


def _float_list(numbers: NDArray[np.float32]) -> bytes:
    """Feature.float_list = 2, with the packed field FloatList.value = 1."""
    return _field(2, _field(1, numbers.tobytes()))


def _field(number: int, content: bytes) -> bytes:
    """A field of wire type 2, with a length before its content."""
    return _varint(number << 3 | 2) + _varint(len(content)) + content


@lru_cache(maxsize=1 << 18)
def _varint(number: int) -> bytes:
    """Groups of 7 bits, low group first, with the top bit set in all but the last."""
    groups = bytearray()
    while number > 0x7F:
        groups.append(number & 0x7F | 0x80)
        number >>= 7
    groups.append(number)
    return bytes(groups)
