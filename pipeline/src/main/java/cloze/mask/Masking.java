package cloze.mask;

import cloze.config.ExamplesConfig;
import cloze.vocabulary.SpecialIds;
import java.io.Serializable;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Draws the masks of an example: 80 % of the selected positions become [MASK], 10 % stay, 10 % become a random piece (BERT paper, section
 * 3.1; the order of draws is the reference's).
 *
 * @param config how positions are selected and replaced
 * @param specials ids of the special pieces, and V
 */
record Masking(ExamplesConfig config, SpecialIds specials) implements Serializable {
    private static final double MASK_SHARE = 0.8;

    /** Of what does not become [MASK]. */
    private static final double KEEP_SHARE = 0.5;

    /** {@code tokenIds} with drawn masks. {@code tokenIds} itself stays as it is. */
    Masked mask(int[] tokenIds, SplittableRandom random) {
        int[] positions = PositionSelection.select(tokenIds, config, specials, random);
        int[] inputIds = tokenIds.clone();
        for (int position : positions) {
            inputIds[position] = replacement(tokenIds[position], random);
        }
        Arrays.sort(positions);
        int[] originals =
                Arrays.stream(positions).map(position -> tokenIds[position]).toArray();
        return new Masked(inputIds, positions, originals);
    }

    private int replacement(int original, SplittableRandom random) {
        if (random.nextDouble() < MASK_SHARE) {
            return specials.mask();
        }
        if (random.nextDouble() < KEEP_SHARE) {
            return original;
        }
        return switch (config.replacement()) {
            case ALL -> random.nextInt(specials.vocabularySize());
            case NON_SPECIAL -> nonSpecial(random);
        };
    }

    /** Uniform over the ids that are no special. */
    private int nonSpecial(SplittableRandom random) {
        int[] skipped = specials.ascending();
        int id = random.nextInt(specials.vocabularySize() - skipped.length);
        for (int special : skipped) {
            if (id >= special) {
                id++;
            }
        }
        return id;
    }

    /**
     * An example's masks.
     *
     * @param inputIds [T], the selected positions replaced
     * @param positions [P], ascending
     * @param originals [P], the original ids there
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Masked(int[] inputIds, int[] positions, int[] originals) {}
}
