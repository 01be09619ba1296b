"""Pieces grouped into words, for do-whole-word-mask."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .errors import ExamplesError
from .ragged import Ragged
from .vocabulary import Vocabulary


class Words:
    """Tells where words begin: a piece with ## belongs to the word before it, even right after a [SEP]."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._continues = vocabulary.continuations()
        self._ideographs = vocabulary.ideographs()

    def lengths(self, tokens: Ragged, candidates: Ragged) -> Ragged:
        """Words among the positions ``candidates``: for each row, the number of pieces of each word.

        Raises:
            ExamplesError: where ideographs are adjacent. The JVM joins them and cuts the run with ICU's dictionary.
        """
        owner = candidates.row_of_each()
        ids = tokens.values[tokens.starts[owner] + candidates.values]
        self._refuse_runs(ids, owner, candidates.values)
        is_first = candidates.place_of_each() == 0
        begins = is_first | ~self._continues[ids] | self._ideographs[ids]
        first = np.flatnonzero(begins)
        lengths = np.diff(np.append(first, ids.size)).astype(np.int32)
        return Ragged.of_lengths(lengths, np.bincount(owner[first], minlength=tokens.rows).astype(np.int64))

    def _refuse_runs(self, ids: NDArray[np.int32], owner: NDArray[np.int64], positions: NDArray[np.int32]) -> None:
        ideograph = self._ideographs[ids]
        adjacent = ideograph[1:] & ideograph[:-1] & (owner[1:] == owner[:-1]) & (positions[1:] - positions[:-1] == 1)
        if adjacent.any():
            raise ExamplesError(
                "examples.do-whole-word-mask = true: found adjacent ideographs, whose words only ICU's dictionary tells,"
                " which this package does without; prepare with examples.dynamic-masking = false, so that masks are stored"
            )
