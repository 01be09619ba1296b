"""Rows of different lengths in one flat array."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Ragged:
    """N rows of whole numbers.

    Attributes:
        values: [total], row after row
        starts: [N + 1], where each row begins, then the total
    """

    values: NDArray[np.int32]
    starts: NDArray[np.int64]

    @staticmethod
    def of_lengths(values: NDArray[np.int32], lengths: NDArray[np.int64]) -> Ragged:
        starts = np.zeros(lengths.size + 1, dtype=np.int64)
        np.cumsum(lengths, out=starts[1:])
        return Ragged(values, starts)

    @staticmethod
    def of_rows(matrix: NDArray[np.int32], lengths: NDArray[np.int64]) -> Ragged:
        """Takes the first ``lengths`` [N] numbers of each row of a matrix [N, W]."""
        inside = np.arange(matrix.shape[1]) < lengths[:, None]
        return Ragged.of_lengths(matrix[inside], lengths)

    @property
    def rows(self) -> int:
        return self.starts.size - 1

    @property
    def lengths(self) -> NDArray[np.int64]:
        """[N]"""
        return np.diff(self.starts)

    def row_of_each(self) -> NDArray[np.int64]:
        """[total], the row that each number is in."""
        return np.repeat(np.arange(self.rows), self.lengths)

    def place_of_each(self) -> NDArray[np.int64]:
        """[total], the position of each number in its row."""
        return np.arange(self.values.size) - np.repeat(self.starts[:-1], self.lengths)

    def take(self, rows: NDArray[np.int64]) -> Ragged:
        """The rows with these numbers, in this order."""
        lengths = self.lengths[rows]
        taken = Ragged.of_lengths(np.empty(int(lengths.sum()), dtype=np.int32), lengths)
        source = np.repeat(self.starts[rows] - taken.starts[:-1], lengths) + np.arange(taken.values.size)
        return Ragged(self.values[source], taken.starts)

    def padded(self, width: int, filler: int = 0) -> NDArray[np.int32]:
        """[N, width], with ``filler`` behind each row. No row may be longer."""
        matrix = np.full((self.rows, width), filler, dtype=np.int32)
        matrix[self.row_of_each(), self.place_of_each()] = self.values
        return matrix
