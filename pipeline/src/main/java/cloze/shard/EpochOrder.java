package cloze.shard;

import cloze.random.KeyedPermutation;
import cloze.random.Seeds;

/**
 * Maps positions in the order of an epoch to positions in its files, which hold one bin after another. Any position is
 * found without iterating over those before it.
 *
 * <p>The order begins with the full blocks of all bins, shuffled by a draw keyed by seed and epoch. Which examples
 * share a block is a separate draw, the order within the bin. The remaining examples of each bin, fewer than a block,
 * follow from the shortest bin to the longest. The last minibatches of the epoch, at most as many as there are bins,
 * may therefore mix adjacent bins. Without bins the order is that of the files.
 */
final class EpochOrder {
    private final long blockSize;
    private final KeyedPermutation blocks;

    /**
     * Cumulative counts for each bin, and once after the last: examples in earlier bins, full blocks of these bins, and
     * examples left over from them.
     */
    private final long[] firstStored;

    private final long[] firstBlock;
    private final long[] firstLeftOver;

    private EpochOrder(long[] binSizes, long blockSize, long key) {
        this.blockSize = blockSize;
        this.firstStored = new long[binSizes.length + 1];
        this.firstBlock = new long[binSizes.length + 1];
        this.firstLeftOver = new long[binSizes.length + 1];
        for (int bin = 0; bin < binSizes.length; bin++) {
            firstStored[bin + 1] = firstStored[bin] + binSizes[bin];
            firstBlock[bin + 1] = firstBlock[bin] + binSizes[bin] / blockSize;
            firstLeftOver[bin + 1] = firstLeftOver[bin] + binSizes[bin] % blockSize;
        }
        this.blocks = new KeyedPermutation(key, firstBlock[binSizes.length]);
    }

    /** Returns the order of {@code set}. */
    static EpochOrder of(ShardSet set) {
        LengthBins bins = set.bins();
        if (bins.areNone()) {
            // A single block needs no shuffling.
            return new EpochOrder(new long[] {set.examples()}, Math.max(1, set.examples()), 0);
        }
        long[] sizes = new long[bins.count()];
        set.files().forEach(file -> sizes[file.bin()] += file.examples());
        return new EpochOrder(sizes, bins.blockSize(), Seeds.key(set.seed(), "blocks", set.epoch()));
    }

    /**
     * Consecutive examples in the files.
     *
     * @param stored number of the first example, counted through the files in order
     * @param length number of examples
     */
    record Run(long stored, long length) {}

    /** Returns the longest run of examples that begins at position {@code place} of the order. */
    Run from(long place) {
        long inBlocks = firstBlock[firstBlock.length - 1] * blockSize;
        if (place < inBlocks) {
            long block = blocks.at(place / blockSize);
            int bin = holder(firstBlock, block);
            long within = place % blockSize;
            long first = firstStored[bin] + (block - firstBlock[bin]) * blockSize;
            return new Run(first + within, blockSize - within);
        }
        int bin = holder(firstLeftOver, place - inBlocks);
        long length = firstLeftOver[bin + 1] - (place - inBlocks);
        return new Run(firstStored[bin + 1] - length, length);
    }

    /** Returns the bin that contains {@code number}, by the cumulative counts {@code first}. */
    private static int holder(long[] first, long number) {
        int bin = 0;
        while (first[bin + 1] <= number) {
            bin++;
        }
        return bin;
    }
}
