package cloze.corpus;

import cloze.random.Seeds;
import java.util.SplittableRandom;

/**
 * Documents with nothing to learn: two lines of made-up words, drawn uniformly and independently.
 *
 * @param distinctWords size of the vocabulary: w00000, w00001 and so on
 * @param wordsPerDocument words in both lines together; the first line has the extra word if the number is odd
 * @param seed the run's seed
 */
record UniformWords(int distinctWords, int wordsPerDocument, long seed) {
    private static final String PURPOSE = "generate";
    private static final int MIN_DIGITS = 5;

    /** Generates document number {@code index}, independently of all others. */
    String document(long index) {
        SplittableRandom random = Seeds.forRow(seed, PURPOSE, index);
        int firstLine = (wordsPerDocument + 1) / 2;
        var text = new StringBuilder(wordsPerDocument * (MIN_DIGITS + 2));
        for (int i = 0; i < wordsPerDocument; i++) {
            if (i > 0) {
                text.append(i == firstLine ? '\n' : ' ');
            }
            appendWord(random.nextInt(distinctWords), text);
        }
        return text.toString();
    }

    private static void appendWord(int number, StringBuilder text) {
        String digits = Integer.toString(number);
        text.append('w')
                .append("0".repeat(Math.max(0, MIN_DIGITS - digits.length())))
                .append(digits);
    }
}
