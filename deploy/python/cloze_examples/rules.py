"""The section ``examples`` of a manifest: how examples were built and are to be masked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import ExamplesError

# Values that this version knows, by key of the configuration. A manifest writes masked-lm-prob as maskedLmProb, and
# fixed-count as FIXED_COUNT.
_CHOICES = {
    "mask-selection": ("fixed-count", "independent"),
    "replacement": ("all", "non-special"),
    "pairing": ("reference", "windows"),
    "objective": ("nsp", "sop", "mlm-only"),
}


@dataclass(frozen=True)
class ExampleRules:
    """The keys of the section that reach a trainer, by the names of the configuration.

    ``dupe-factor``, ``short-seq-prob``, ``pairing``, ``objective`` and ``gates`` took effect when the pairs were built.
    """

    max_seq_length: int
    max_predictions_per_seq: int
    masked_lm_prob: float
    mask_selection: str
    replacement: str
    objective: str
    do_whole_word_mask: bool
    bins: tuple[int, ...]

    @staticmethod
    def parse(section: Mapping[str, Any], origin: str) -> ExampleRules:
        """Reads the section of a manifest; ``origin`` names it in messages."""
        values = {field.name: _value(section, field.name.replace("_", "-"), origin) for field in fields(ExampleRules)}
        for name, known in _CHOICES.items():
            found = _value(section, name, origin)
            if found not in known:
                raise ExamplesError(
                    f"{origin}: examples.{name} = {found}, expected one of {', '.join(known)};"
                    " take the cloze_examples of the version that prepared them"
                )
        values["bins"] = tuple(values["bins"])
        return ExampleRules(**values)

    def predictions(self, lengths: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many positions a fixed count predicts in examples of ``lengths`` [N] tokens. Halves round to even."""
        rounded = np.rint(lengths * self.masked_lm_prob).astype(np.int64)
        limited: NDArray[np.int64] = np.clip(rounded, 1, self.max_predictions_per_seq)
        return limited

    def bin_of(self, lengths: NDArray[np.int64]) -> NDArray[np.int64]:
        """The length bin of examples of ``lengths`` [N] tokens, from 0."""
        return np.searchsorted(np.array(self.bins, dtype=np.int64), lengths, side="left").astype(np.int64)


def _value(section: Mapping[str, Any], name: str, origin: str) -> Any:
    """The value of a key, as the configuration writes it."""
    first, *others = name.split("-")
    stored = first + "".join(word.capitalize() for word in others)
    if stored not in section:
        raise ExamplesError(
            f"{origin}: lacks examples.{name}; take the cloze_examples of the version that prepared them"
        )
    value = section[stored]
    return value.lower().replace("_", "-") if isinstance(value, str) else value
