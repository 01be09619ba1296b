"""Ids of examples, ``document_id/duplicate/index``, as the numbers that key their draws."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from .errors import ExamplesError

_ID = re.compile(r"([0-9a-f]{16})([0-9a-f]{16})(?:-([0-9]+))?/([0-9]+)/([0-9]+)")


def identities(example_ids: Iterable[str]) -> NDArray[np.uint64]:
    """[5, N]: two halves of the hash of the document, its occurrence, the duplicate and the index of each example."""
    return np.array([_identity(example_id) for example_id in example_ids], dtype=np.uint64).reshape(-1, 5).T.copy()


def _identity(example_id: str) -> tuple[int, int, int, int, int]:
    found = _ID.fullmatch(example_id)
    if found is None:
        raise ExamplesError(
            f'Column example_id holds "{example_id}", expected document_id/duplicate/index; prepare the examples again'
        )
    high, low, occurrence, duplicate, index = found.groups()
    return int(high, 16), int(low, 16), int(occurrence or 1), int(duplicate), int(index)
