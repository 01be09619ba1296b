"""vocab.txt: which ids are special, and which pieces are parts of words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .errors import ExamplesError

_IDEOGRAPHS = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)


@dataclass(frozen=True)
class Vocabulary:
    """The pieces of a vocabulary in the order of their ids."""

    pieces: tuple[str, ...]

    @staticmethod
    def parse(content: bytes, origin: str) -> Vocabulary:
        """Reads one piece per line; ``origin`` names the file in messages."""
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            raise ExamplesError(f"Vocabulary {origin}: not UTF-8 ({error.reason}); restore the file") from error
        lines = text.split("\n")
        if lines[-1] == "":
            lines.pop()
        vocabulary = Vocabulary(tuple(line.strip(" \t\r") for line in lines))
        missing = [piece for piece in ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]") if piece not in vocabulary.pieces]
        if missing:
            raise ExamplesError(f"Vocabulary {origin}: lacks {', '.join(missing)}; restore the file")
        return vocabulary

    def __len__(self) -> int:
        """V, the number of pieces."""
        return len(self.pieces)

    def id(self, piece: str) -> int:
        return self.pieces.index(piece)

    def specials(self) -> NDArray[np.int64]:
        """[5], the ids of the special pieces, ascending."""
        return np.sort([self.id(piece) for piece in ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")]).astype(np.int64)

    def continuations(self) -> NDArray[np.bool_]:
        """[V], whether a piece continues the word before it."""
        return np.array([piece.startswith("##") for piece in self.pieces])

    def ideographs(self) -> NDArray[np.bool_]:
        """[V], whether a piece is a single ideograph."""
        return np.array([len(piece) == 1 and _is_ideograph(ord(piece)) for piece in self.pieces])


def _is_ideograph(code_point: int) -> bool:
    return any(first <= code_point <= last for first, last in _IDEOGRAPHS)
