package cloze.mask;

import cloze.config.ExamplesConfig;
import cloze.vocabulary.SpecialIds;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Selects either all pieces of a word or none. If every word is a single piece, it makes the same draws and selections
 * as {@link PieceSelection}.
 *
 * @param config how many to select, and how
 * @param specials ids of the special pieces
 * @param words groups pieces into words
 */
record WordSelection(ExamplesConfig config, SpecialIds specials, WordEnds words) implements PositionSelection {

    @Override
    public int[] select(int[] tokenIds, SplittableRandom random) {
        int[] candidates = PositionSelection.candidates(tokenIds, config, specials);
        int[] ends = words.of(tokenIds, candidates);
        return switch (config.maskSelection()) {
            case FIXED_COUNT -> fixedCount(candidates, ends, config.predictions(tokenIds.length), random);
            case INDEPENDENT -> independent(candidates, ends, random);
        };
    }

    /**
     * Selects words in random order until {@code wanted} pieces are selected, like create_masked_lm_predictions of
     * google-research/bert with do_whole_word_mask. A word that would exceed the count is skipped, and the next one may
     * fit. If no remaining word fits, fewer pieces are selected, and none if every word is longer than {@code wanted}.
     */
    private static int[] fixedCount(int[] candidates, int[] ends, int wanted, SplittableRandom random) {
        int[] selected = new int[wanted];
        int size = 0;
        int[] unseen = IntStream.range(0, ends.length).toArray();
        for (int i = 0; i < unseen.length && size < wanted; i++) {
            int other = random.nextInt(i, unseen.length);
            int word = unseen[other];
            unseen[other] = unseen[i];
            int length = ends[word] - start(ends, word);
            if (size + length <= wanted) {
                System.arraycopy(candidates, start(ends, word), selected, size, length);
                size += length;
            }
        }
        return Arrays.copyOf(selected, size);
    }

    /** Selects each word independently with probability masked-lm-prob, and thereby each piece. */
    private int[] independent(int[] candidates, int[] ends, SplittableRandom random) {
        return IntStream.range(0, ends.length)
                .filter(word -> random.nextDouble() < config.maskedLmProb())
                .flatMap(word -> IntStream.range(start(ends, word), ends[word]))
                .map(index -> candidates[index])
                .toArray();
    }

    private static int start(int[] ends, int word) {
        return word == 0 ? 0 : ends[word - 1];
    }
}
