package cloze.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.lang.reflect.InvocationTargetException;

/** Parsers of the JSON that users hand in. */
public final class JsonParsers {
    /** For each level of nesting the parser keeps about 100 bytes. */
    private static final int MOST_LEVELS = 1_000_000;

    /**
     * Parses JSON as Python writes it too: {@code NaN} and {@code Infinity} are numbers. Jackson's default limits protect
     * servers. A text may be longer, and what is skipped may be of any length.
     */
    public static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(anyNameLength(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNumberLength(Integer.MAX_VALUE)
                            .maxNestingDepth(MOST_LEVELS))
                    .build())
            // Keys may be data, such as words with their counts: too many to intern, and their hashes may be equal.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private JsonParsers() {}

    /**
     * Lifts the limit on the length of names. Spark 4's Jackson has one; Spark 3.5's has neither the limit nor the method
     * that lifts it.
     */
    private static StreamReadConstraints.Builder anyNameLength(StreamReadConstraints.Builder constraints) {
        try {
            StreamReadConstraints.Builder.class
                    .getMethod("maxNameLength", int.class)
                    .invoke(constraints, Integer.MAX_VALUE);
        } catch (NoSuchMethodException e) {
            return constraints;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Jackson's limit on names cannot be lifted", e);
        }
        return constraints;
    }
}
