"""A minibatch, without padding as Cloze's trainer reads it, and padded as other trainers do."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import ExamplesError
from .examples import MaskedExamples

Arrays = dict[str, NDArray[Any]]

# The label that cross-entropy of PyTorch ignores.
_IGNORED = -100


@dataclass(frozen=True)
class Minibatch:
    """B examples of one training step.

    Attributes:
        examples: the examples, masked
        number: number of the minibatch in the run, from 0
    """

    examples: MaskedExamples
    number: int

    def bert(self, length: int | None = None, predictions: int | None = None) -> Arrays:
        """The arrays of google-research/bert, by its names.

        Args:
            length: S, tokens per row; by default as many as the longest example has
            predictions: Q, predictions per row; by default as many as any example has

        Returns:
            input_ids, input_mask, segment_ids [B, S]; masked_lm_positions, masked_lm_ids, masked_lm_weights [B, Q];
            next_sentence_labels [B]. Weights are float32, all others int64.
        """
        tokens, positions = self.examples.input_ids, self.examples.positions
        length = _room("tokens", int(tokens.lengths.max(initial=0)), length)
        predictions = _room("predictions", int(positions.lengths.max(initial=0)), predictions)
        place = np.arange(length)
        inside = place < tokens.lengths[:, None]
        second = place >= self.examples.first_segments[:, None]
        return {
            "input_ids": tokens.padded(length).astype(np.int64),
            "input_mask": inside.astype(np.int64),
            "segment_ids": (inside & second).astype(np.int64),
            "masked_lm_positions": positions.padded(predictions).astype(np.int64),
            "masked_lm_ids": self.examples.masked_ids.padded(predictions).astype(np.int64),
            "masked_lm_weights": (np.arange(predictions) < positions.lengths[:, None]).astype(np.float32),
            "next_sentence_labels": self.examples.labels.astype(np.int64),
        }

    def transformers(self, length: int | None = None) -> Arrays:
        """The arguments of BertForPreTraining in Hugging Face transformers.

        Returns:
            input_ids, attention_mask, token_type_ids, labels [B, S]; next_sentence_label [B]. All int64.
        """
        arrays = self.bert(length)
        labels = np.full(arrays["input_ids"].shape, _IGNORED, dtype=np.int64)
        positions = self.examples.positions
        labels[positions.row_of_each(), positions.values] = self.examples.masked_ids.values
        return {
            "input_ids": arrays["input_ids"],
            "attention_mask": arrays["input_mask"],
            "token_type_ids": arrays["segment_ids"],
            "labels": labels,
            "next_sentence_label": arrays["next_sentence_labels"],
        }

    def unpadded(self) -> Arrays:
        """The arrays of Cloze's trainer: P tokens, example after example, with M masked positions.

        Returns:
            input_ids, segment_ids [P]; starts [B + 1], the row where each example begins, then P; masked_rows, masked_ids
            [M]; pair_labels [B]. All int32.
        """
        tokens, positions = self.examples.input_ids, self.examples.positions
        second = tokens.place_of_each() >= np.repeat(self.examples.first_segments, tokens.lengths)
        return {
            "input_ids": tokens.values,
            "segment_ids": second.astype(np.int32),
            "starts": tokens.starts.astype(np.int32),
            "masked_rows": (tokens.starts[positions.row_of_each()] + positions.values).astype(np.int32),
            "masked_ids": self.examples.masked_ids.values,
            "pair_labels": self.examples.labels,
        }

    def digest_into(self, digest: hashlib._Hash) -> None:
        """Adds the arrays of ``unpadded`` in their order, each as its length and its numbers, little-endian int32."""
        for array in self.unpadded().values():
            digest.update(np.int32(array.size).astype("<i4").tobytes())
            digest.update(array.astype("<i4").tobytes())


def _room(what: str, needed: int, given: int | None) -> int:
    if given is not None and given < needed:
        raise ExamplesError(
            f"A minibatch has an example with {needed} {what}, more than the {given} that fit; give more"
        )
    return needed if given is None else given
