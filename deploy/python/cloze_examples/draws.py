"""Random draws keyed by content, for many rows at once: cloze.random.Seeds and java.util.SplittableRandom of Java 17.

All arithmetic is modulo 2^64, as in Java. Arrays of numpy.uint64 wrap in silence; single numbers would warn, so every
function here works on arrays.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
Part = int | NDArray[np.int64] | NDArray[np.uint64]

_GAMMA = np.uint64(0x9E3779B97F4A7C15)
_WORD = (1 << 64) - 1


def mix(bits: Keys) -> Keys:
    """The 64-bit finalizer of SplittableRandom, Stafford's variant 13."""
    z = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def _mix_to_32_bits(bits: Keys) -> Keys:
    """The upper half of Stafford's variant 4, of which SplittableRandom makes its ints."""
    z = (bits ^ (bits >> np.uint64(33))) * np.uint64(0x62A9D9ED799705F5)
    z = (z ^ (z >> np.uint64(28))) * np.uint64(0xCB24D0A5C88C35B3)
    return z >> np.uint64(32)


def hash_text(text: str) -> Keys:
    """FNV-1a over UTF-8, then mixed. Returns [1]."""
    state = 0xCBF29CE484222325
    for byte in text.encode("utf-8"):
        state = (state ^ byte) * 0x100000001B3 & _WORD
    return mix(np.array([state], dtype=np.uint64))


def _part(value: Part) -> Keys:
    if isinstance(value, int):
        return np.array([value & _WORD], dtype=np.uint64)
    return value.astype(np.uint64)


def key(seed: int, purpose: str, *identity: Part) -> Keys:
    """The keys of rows for one purpose.

    Args:
        seed: the run's seed
        purpose: name of the draw
        identity: numbers that identify a row, each one for all rows or an array [N]

    Returns:
        [N], or [1] if all numbers are single.
    """
    state = mix(_part(seed) + _GAMMA) ^ hash_text(purpose)
    for part in identity:
        state = mix(state + _GAMMA) ^ mix(_part(part) + _GAMMA)
    return mix(state + _GAMMA)


def draw(keys: Keys, index: Part) -> Keys:
    """Number ``index`` of the counter-based sequence of each key."""
    return mix(keys + (_part(index) + np.uint64(1)) * _GAMMA)


def unit(bits: Keys) -> NDArray[np.float64]:
    """Converts the upper 53 bits to numbers in [0, 1)."""
    return (bits >> np.uint64(11)).astype(np.float64) * 2.0**-53


def permuted(keys: Keys, size: int, index: NDArray[np.int64]) -> NDArray[np.int64]:
    """cloze.random.KeyedPermutation: the elements at ``index`` of the permutation of 0 to size - 1 that a key [1] selects."""
    half = np.uint64(((size - 1).bit_length() + 1) // 2)
    mask = np.uint64((1 << int(half)) - 1)
    number = index.astype(np.uint64)
    outside = np.arange(number.size)
    while outside.size > 0:
        left = number[outside] >> half
        right = number[outside] & mask
        for turn in range(8):
            left, right = right, left ^ (draw(draw(keys, turn), right) & mask)
        number[outside] = left << half | right
        outside = outside[number[outside] >= np.uint64(size)]
    return number.astype(np.int64)


class Draws:
    """One SplittableRandom per row. Each call draws once more from the generators of the given rows."""

    def __init__(self, keys: Keys) -> None:
        """Creates generators with the seeds ``keys`` [N]."""
        self._state = keys.copy()

    def _next(self, rows: NDArray[np.intp]) -> Keys:
        state = self._state[rows] + _GAMMA
        self._state[rows] = state
        return state

    def doubles(self, rows: NDArray[np.intp]) -> NDArray[np.float64]:
        """nextDouble() of each row: [len(rows)], in [0, 1)."""
        return unit(mix(self._next(rows)))

    def below(self, bounds: NDArray[np.int64], rows: NDArray[np.intp]) -> NDArray[np.int64]:
        """nextInt(bound) of each row: [len(rows)], in [0, bounds). Draws again what would favour small numbers."""
        bits = _mix_to_32_bits(self._next(rows)).astype(np.int64)
        largest = bounds - 1
        is_power = (bounds & largest) == 0
        half = bits >> 1
        drawn = np.where(is_power, bits & largest, half % bounds)
        again = np.flatnonzero(~is_power & (half - drawn + largest > 0x7FFFFFFF))
        while again.size > 0:
            half = _mix_to_32_bits(self._next(rows[again])).astype(np.int64) >> 1
            drawn[again] = half % bounds[again]
            again = again[half - drawn[again] + largest[again] > 0x7FFFFFFF]
        return drawn
