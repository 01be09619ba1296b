package cloze.curate;

import cloze.curate.duplicate.Shingles;
import cloze.curate.duplicate.Words;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Words and phrases that no document may have, as in the rule of C4 with its list of bad words (Raffel et al. 2020, section
 * 2.2). They are found as whole words. Case and punctuation do not count. Serializable, for a broadcast.
 */
final class BlockedWords implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The sorted hashes of the phrases by their number of words. */
    private final TreeMap<Integer, long[]> phrases;

    private BlockedWords(Map<Integer, long[]> phrases) {
        this.phrases = new TreeMap<>(phrases);
    }

    /** Takes one word or phrase of each of {@code lines}; lines without a word are skipped. */
    static BlockedWords of(List<String> lines) {
        return new BlockedWords(lines.stream()
                .map(Words::hashes)
                .filter(words -> words.length > 0)
                .collect(Collectors.groupingBy(
                        words -> words.length,
                        Collectors.collectingAndThen(Collectors.toList(), BlockedWords::sequences))));
    }

    private static long[] sequences(List<long[]> phrases) {
        return phrases.stream()
                .mapToLong(words -> Shingles.sequences(words, words.length)[0])
                .sorted()
                .toArray();
    }

    /** Returns how often {@code text} has one of them. */
    int count(String text) {
        if (phrases.isEmpty()) {
            return 0;
        }
        long[] words = Words.hashes(text);
        return phrases.entrySet().stream()
                .mapToInt(ofLength -> (int) Arrays.stream(Shingles.sequences(words, ofLength.getKey()))
                        .filter(sequence -> Arrays.binarySearch(ofLength.getValue(), sequence) >= 0)
                        .count())
                .sum();
    }
}
