package cloze.config.hocon;

import com.typesafe.config.Config;
import java.util.Comparator;
import java.util.Map;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds what a mistyped key was meant to be. */
final class NearestKey {
    /** A hint further off than this share of the key's length confuses more than it helps. */
    private static final double LARGEST_DISTANCE = 0.4;

    private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

    private NearestKey() {}

    /** "; did you mean …?", or nothing when no known key is near. */
    static String hint(String key, Config defaults) {
        return defaults.entrySet().stream()
                .map(Map.Entry::getKey)
                .min(Comparator.comparingInt((String known) -> DISTANCE.apply(key, known))
                        .thenComparing(known -> known))
                .filter(known -> DISTANCE.apply(key, known) <= LARGEST_DISTANCE * key.length())
                .map("; did you mean %s?"::formatted)
                .orElse("; --help lists the keys");
    }
}
