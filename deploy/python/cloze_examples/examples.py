"""Examples in memory, before and after masking."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .ragged import Ragged


@dataclass(frozen=True)
class MaskedExamples:
    """N examples with their masks drawn.

    Attributes:
        input_ids: rows of T ids, the selected ones replaced
        first_segments: [N], number of tokens with segment id 0; the others have 1
        positions: rows of P masked positions, ascending
        masked_ids: rows of P original ids at these positions
        labels: [N], next_sentence_labels: 0 is next; 1 random, or swapped
    """

    input_ids: Ragged
    first_segments: NDArray[np.int32]
    positions: Ragged
    masked_ids: Ragged
    labels: NDArray[np.int32]

    def __len__(self) -> int:
        return self.labels.size

    def take(self, rows: NDArray[np.int64]) -> MaskedExamples:
        """The examples with these numbers, in this order."""
        return MaskedExamples(
            self.input_ids.take(rows),
            self.first_segments[rows],
            self.positions.take(rows),
            self.masked_ids.take(rows),
            self.labels[rows],
        )


@dataclass(frozen=True)
class Pairs:
    """N sentence pairs, unmasked, in the order of their ids.

    Attributes:
        example_ids: [N], document_id/duplicate/index
        identity: [5, N], see cloze_examples.identity
        token_ids: rows of T ids, [CLS] A [SEP] B [SEP]
        first_segments: [N], number of tokens with segment id 0; the others have 1
        labels: [N], next_sentence_labels
        frozen: the masks that are stored with the examples; None where they are drawn anew each epoch
    """

    example_ids: NDArray[np.str_]
    identity: NDArray[np.uint64]
    token_ids: Ragged
    first_segments: NDArray[np.int32]
    labels: NDArray[np.int32]
    frozen: MaskedExamples | None

    def __len__(self) -> int:
        return self.labels.size
