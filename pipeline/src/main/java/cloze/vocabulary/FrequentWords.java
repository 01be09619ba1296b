package cloze.vocabulary;

import cloze.config.VocabularyConfig;
import java.util.Comparator;
import java.util.List;

/** The pieces of a vocabulary of whole words. */
final class FrequentWords {
    private static final Comparator<WordCount> MOST_FREQUENT_FIRST =
            Comparator.comparingLong(WordCount::count).reversed().thenComparing(WordCount::word);

    private FrequentWords() {}

    /** Returns the most frequent of {@code words}, ties in text order, without the fixed pieces. */
    static List<String> of(List<WordCount> words, VocabularyConfig config) {
        return words.stream()
                .filter(word -> word.count() >= config.minFrequency())
                .sorted(MOST_FREQUENT_FIRST)
                .limit(FixedPieces.room(config))
                .map(WordCount::word)
                .toList();
    }
}
