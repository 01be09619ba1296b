package cloze.jobs;

import java.util.List;
import java.util.stream.Stream;

/** Keys of a job that reads documents. */
final class CorpusKeys {
    private CorpusKeys() {}

    /** These, and {@code others}. */
    static List<String> and(String... others) {
        return Stream.concat(Stream.of("seed", "output", "corpus"), Stream.of(others))
                .toList();
    }
}
