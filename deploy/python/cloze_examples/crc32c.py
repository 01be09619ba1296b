"""CRC-32C (Castagnoli, RFC 3720 appendix B.4) of many texts at once, and the mask that TFRecord files put on it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def _table() -> NDArray[np.uint32]:
    entries = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        entries = np.where(entries & 1, (entries >> 1) ^ np.uint32(0x82F63B78), entries >> 1).astype(np.uint32)
    return entries


_TABLE = _table()


def crc32c(texts: Sequence[bytes]) -> NDArray[np.uint32]:
    """The checksums of N texts: [N]. Steps through all of them together, the longest first."""
    lengths = np.array([len(text) for text in texts], dtype=np.int64)
    longest_first = np.argsort(-lengths, kind="stable")
    width = int(lengths.max(initial=0))
    columns = np.zeros((len(texts), width), dtype=np.uint8)
    for row, index in enumerate(longest_first):
        columns[row, : lengths[index]] = np.frombuffer(texts[index], dtype=np.uint8)
    columns = np.ascontiguousarray(columns.T)
    # How many texts have more than i bytes.
    longer = np.searchsorted(-lengths[longest_first], -np.arange(width), side="left")
    state = np.full(len(texts), 0xFFFFFFFF, dtype=np.uint32)
    for column, count in zip(columns, longer):
        part = state[:count]
        state[:count] = _TABLE[(part ^ column[:count]) & np.uint32(0xFF)] ^ (part >> np.uint32(8))
    sums = np.empty_like(state)
    sums[longest_first] = state ^ np.uint32(0xFFFFFFFF)
    return sums


def masked(sums: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Rotates by 15 bits and adds a constant, as tensorflow/core/lib/hash/crc32c.h does."""
    return ((sums >> np.uint32(15)) | (sums << np.uint32(17))) + np.uint32(0xA282EAD8)
