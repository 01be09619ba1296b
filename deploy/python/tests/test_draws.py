"""Draws, beside numbers from java.util.SplittableRandom and cloze.random."""

from __future__ import annotations

import numpy as np

from cloze_examples.draws import Draws, key, mix, permuted


def test_longs_are_those_of_splittable_random() -> None:
    # The first outputs of SplitMix64 for the seed 1234567, as Vigna's reference program prints them.
    state = np.uint64(0x9E3779B97F4A7C15) * np.arange(1, 4, dtype=np.uint64) + np.uint64(1234567)
    assert mix(state).tolist() == [6457827717110365317, 3203168211198807973, 9817491932198370423]


def test_a_bounded_draw_repeats_what_would_favour_small_numbers() -> None:
    # Just above 2^30, so that nearly half of all draws are repeated.
    bound = (1 << 30) + 1
    count = 20_000
    rows = np.arange(count)
    draws = Draws(key(5, "test", rows))
    drawn = draws.below(np.full(count, bound), rows)
    assert 0 <= drawn.min() and drawn.max() < bound
    assert abs((drawn < bound // 2).mean() - 0.5) < 0.02
    # Rows that were repeated have drawn more often than the others.
    assert np.unique(draws._state - key(5, "test", rows)).size > 5


def test_a_permutation_is_one() -> None:
    for size in (1, 2, 3, 17, 256, 1000):
        places = permuted(key(size, "permutation"), size, np.arange(size))
        assert sorted(places.tolist()) == list(range(size))


def test_purposes_and_rows_have_their_own_keys() -> None:
    rows = np.arange(1000)
    keys = [key(seed, purpose, epoch, rows) for seed in (1, 2) for purpose in ("mask", "order") for epoch in (-1, 0)]
    assert np.unique(np.concatenate(keys)).size == 8000
