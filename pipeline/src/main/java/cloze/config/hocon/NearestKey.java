package cloze.config.hocon;

import com.typesafe.config.Config;
import java.util.Comparator;
import java.util.Map;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Suggests a known key for a mistyped one. */
final class NearestKey {
    /** Largest edit distance of a hint as a share of the key's length. A more distant hint would confuse. */
    private static final double LARGEST_DISTANCE = 0.4;

    private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

    private NearestKey() {}

    /** Returns "; did you mean …?", or empty text if no known key is near. */
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
