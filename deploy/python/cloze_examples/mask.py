"""Masks of examples, drawn as cloze.mask draws them: 80 % [MASK], 10 % kept, 10 % a random piece."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .draws import Draws, Keys
from .ragged import Ragged
from .rules import ExampleRules
from .vocabulary import Vocabulary
from .words import Words

# Examples that are masked together. Their arrays fit into a second-level cache.
_BLOCK = 2048


class Masking:
    """Draws masks by the rules of a manifest."""

    def __init__(self, rules: ExampleRules, vocabulary: Vocabulary) -> None:
        self._rules = rules
        self._specials = vocabulary.specials()
        self._mask = vocabulary.id("[MASK]")
        self._size = len(vocabulary)
        if rules.mask_selection == "fixed-count":
            barred = np.array([vocabulary.id("[CLS]"), vocabulary.id("[SEP]")])
        else:
            barred = self._specials
        self._may_be_selected = np.ones(self._size, dtype=np.bool_)
        self._may_be_selected[barred] = False
        self._words = Words(vocabulary) if rules.do_whole_word_mask else None

    def mask(self, tokens: Ragged, keys: Keys) -> tuple[Ragged, Ragged, Ragged]:
        """Masks examples.

        Args:
            tokens: N rows of T ids
            keys: [N], the key of each example's draws

        Returns:
            N rows of T ids with the selected ones replaced, of P positions, ascending, and of the P original ids there.
        """
        blocks = [
            self._mask_block(
                tokens.take(np.arange(start, min(start + _BLOCK, tokens.rows))), keys[start : start + _BLOCK]
            )
            for start in range(0, tokens.rows, _BLOCK)
        ]
        inputs, positions, originals = zip(*blocks) if blocks else ((), (), ())
        return _joined(inputs), _joined(positions), _joined(originals)

    def _mask_block(self, tokens: Ragged, keys: Keys) -> tuple[Ragged, Ragged, Ragged]:
        draws = Draws(keys)
        candidates = self._candidates(tokens)
        words = None if self._words is None else self._words.lengths(tokens, candidates)
        if self._rules.mask_selection == "independent":
            selected = self._independent(candidates, words, draws)
        elif words is None:
            selected = self._fixed_count(candidates, self._rules.predictions(tokens.lengths), draws)
        else:
            selected = self._whole_words(candidates, words, self._rules.predictions(tokens.lengths), draws)
        inputs = self._replaced(tokens, selected, draws)
        # Positions rise within a row, and rows follow each other.
        rising = np.lexsort((selected.values, selected.row_of_each()))
        positions = Ragged(selected.values[rising], selected.starts)
        originals = tokens.values[tokens.starts[positions.row_of_each()] + positions.values]
        return inputs, positions, Ragged(originals, positions.starts)

    def _candidates(self, tokens: Ragged) -> Ragged:
        """The positions that may be selected, ascending."""
        inside = self._may_be_selected[tokens.values]
        counts = np.bincount(tokens.row_of_each()[inside], minlength=tokens.rows).astype(np.int64)
        return Ragged.of_lengths(tokens.place_of_each()[inside].astype(np.int32), counts)

    @staticmethod
    def _fixed_count(candidates: Ragged, wanted: NDArray[np.int64], draws: Draws) -> Ragged:
        """A partial Fisher-Yates shuffle of each row."""
        counts = candidates.lengths
        selected = np.minimum(wanted, counts)
        shuffled = candidates.padded(int(counts.max(initial=0)))
        for i in range(int(selected.max(initial=0))):
            rows = np.flatnonzero(selected > i)
            other = i + draws.below(counts[rows] - i, rows)
            shuffled[rows, i], shuffled[rows, other] = shuffled[rows, other], shuffled[rows, i]
        return Ragged.of_rows(shuffled, selected)

    @staticmethod
    def _whole_words(candidates: Ragged, words: Ragged, wanted: NDArray[np.int64], draws: Draws) -> Ragged:
        """Takes words in random order while their pieces fit; a word that does not is skipped."""
        counts = words.lengths
        ends = np.cumsum(words.padded(int(counts.max(initial=0))), axis=1)
        unseen = np.tile(np.arange(ends.shape[1]), (words.rows, 1))
        sizes = np.zeros(words.rows, dtype=np.int64)
        selected = np.zeros((words.rows, int(wanted.max(initial=0))), dtype=np.int32)
        for i in range(ends.shape[1]):
            rows = np.flatnonzero((counts > i) & (sizes < wanted))
            if rows.size == 0:
                break
            other = i + draws.below(counts[rows] - i, rows)
            word = unseen[rows, other]
            unseen[rows, other] = unseen[rows, i]
            begin = np.where(word == 0, 0, ends[rows, word - 1])
            length = ends[rows, word] - begin
            fits = sizes[rows] + length <= wanted[rows]
            rows, begin, length = rows[fits], begin[fits], length[fits]
            for piece in range(int(length.max(initial=0))):
                longer = length > piece
                of = rows[longer]
                position = candidates.values[candidates.starts[of] + begin[longer] + piece]
                selected[of, sizes[of] + piece] = position
            sizes[rows] += length
        return Ragged.of_rows(selected, sizes)

    def _independent(self, candidates: Ragged, words: Ragged | None, draws: Draws) -> Ragged:
        """Takes each candidate, or word, with probability masked-lm-prob."""
        drawn = candidates if words is None else words
        counts = drawn.lengths
        taken = np.zeros(drawn.values.size, dtype=np.bool_)
        for i in range(int(counts.max(initial=0))):
            rows = np.flatnonzero(counts > i)
            taken[drawn.starts[rows] + i] = draws.doubles(rows) < self._rules.masked_lm_prob
        if words is not None:
            taken = np.repeat(taken, words.values)
        kept = np.bincount(candidates.row_of_each()[taken], minlength=candidates.rows).astype(np.int64)
        return Ragged.of_lengths(candidates.values[taken], kept)

    def _replaced(self, tokens: Ragged, selected: Ragged, draws: Draws) -> Ragged:
        """Draws the replacements of each row in the order of ``selected``."""
        inputs = tokens.values.copy()
        counts = selected.lengths
        for i in range(int(counts.max(initial=0))):
            rows = np.flatnonzero(counts > i)
            place = tokens.starts[rows] + selected.values[selected.starts[rows] + i]
            masked = draws.doubles(rows) < 0.8
            inputs[place[masked]] = self._mask
            rows, place = rows[~masked], place[~masked]
            random = draws.doubles(rows) >= 0.5
            inputs[place[random]] = self._random_ids(draws, rows[random])
        return Ragged(inputs, tokens.starts)

    def _random_ids(self, draws: Draws, rows: NDArray[np.intp]) -> NDArray[np.int64]:
        if self._rules.replacement == "all":
            return draws.below(np.full(rows.size, self._size), rows)
        ids = draws.below(np.full(rows.size, self._size - self._specials.size), rows)
        for special in self._specials:
            ids += ids >= special
        return ids


def _joined(parts: tuple[Ragged, ...]) -> Ragged:
    if not parts:
        return Ragged(np.zeros(0, dtype=np.int32), np.zeros(1, dtype=np.int64))
    return Ragged.of_lengths(
        np.concatenate([part.values for part in parts]), np.concatenate([part.lengths for part in parts])
    )
