"""The order of an epoch: cloze.shard's WriteShards and EpochOrder."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .draws import key, permuted
from .examples import Pairs
from .rules import ExampleRules


def epoch_order(pairs: Pairs, rules: ExampleRules, seed: int, epoch: int, block_size: int) -> NDArray[np.int64]:
    """The numbers of all examples in the order of ``epoch``: [N].

    Without bins, examples are sorted by a draw. With bins, each is sorted so, and cut into blocks of ``block_size``; the
    order begins with the shuffled full blocks of all bins. The examples left over follow from the shortest bin on.
    """
    draws = key(seed, "order", epoch, *pairs.identity) >> np.uint64(1)
    bins = rules.bin_of(pairs.token_ids.lengths)
    # Stable: the pairs are in the order of their ids, which decides between equal draws.
    stored = np.lexsort((draws, bins)).astype(np.int64)
    if not rules.bins:
        return stored
    sizes = np.bincount(bins, minlength=len(rules.bins) + 1)
    firsts = np.cumsum(sizes) - sizes
    full = sizes // block_size
    blocks = np.concatenate([first + block_size * np.arange(count) for first, count in zip(firsts, full)])
    left_over = [np.arange(first + count * block_size, first + size) for first, count, size in zip(firsts, full, sizes)]
    if blocks.size > 0:
        shuffled = permuted(key(seed, "blocks", epoch), blocks.size, np.arange(blocks.size))
        blocks = blocks[shuffled]
    in_blocks = (blocks[:, None] + np.arange(block_size)).reshape(-1)
    return stored[np.concatenate([in_blocks, *left_over]).astype(np.int64)]
