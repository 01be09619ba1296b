package cloze.shard;

import cloze.random.KeyedPermutation;
import cloze.random.Seeds;

/**
 * Where the examples of an epoch's order stand in its files, which hold one bin after the other. Any place is found without going through
 * those before.
 *
 * <p>The order begins with all full blocks of all bins, shuffled by a draw keyed by seed and epoch; which examples share a block is a draw
 * of its own, the order within the bin. Behind them stands what is left of each bin, fewer examples than a block, from the shortest bin
 * to the longest: the epoch's last minibatches, at most as many as there are bins, may mix neighbouring bins. Without bins the order is that of
 * the files.
 */
final class EpochOrder {
    private final long blockSize;
    private final KeyedPermutation blocks;

    /** For each bin, and behind the last: examples in the bins before, full blocks of these, and examples of these left over. */
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

    /** The order of {@code set}. */
    static EpochOrder of(ShardSet set) {
        LengthBins bins = set.bins();
        if (bins.areNone()) {
            // One block: nothing to shuffle.
            return new EpochOrder(new long[] {set.examples()}, Math.max(1, set.examples()), 0);
        }
        long[] sizes = new long[bins.count()];
        set.files().forEach(file -> sizes[file.bin()] += file.examples());
        return new EpochOrder(sizes, bins.blockSize(), Seeds.key(set.seed(), "blocks", set.epoch()));
    }

    /**
     * Examples that stand side by side in the files.
     *
     * @param stored number of the first, counted through the files in their order
     * @param length how many
     */
    record Run(long stored, long length) {}

    /** The longest run of examples that begins at {@code place} of the order. */
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

    /** The bin that has {@code number} of what {@code first} counts. */
    private static int holder(long[] first, long number) {
        int bin = 0;
        while (first[bin + 1] <= number) {
            bin++;
        }
        return bin;
    }
}
