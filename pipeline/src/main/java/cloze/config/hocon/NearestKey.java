package cloze.config.hocon;

import com.typesafe.config.Config;
import java.util.Comparator;
import java.util.Map;

/** Finds what a mistyped key was meant to be. */
final class NearestKey {
    /** A hint further off than this share of the key's length confuses more than it helps. */
    private static final double LARGEST_DISTANCE = 0.4;

    private NearestKey() {}

    /** "; did you mean …?", or nothing when no known key is near. */
    static String hint(String key, Config defaults) {
        return defaults.entrySet().stream()
                .map(Map.Entry::getKey)
                .min(Comparator.comparingInt((String known) -> distance(key, known))
                        .thenComparing(known -> known))
                .filter(known -> distance(key, known) <= LARGEST_DISTANCE * key.length())
                .map("; did you mean %s?"::formatted)
                .orElse("; --help lists the keys");
    }

    /** Levenshtein's edit distance in characters. */
    static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replace = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replace, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
