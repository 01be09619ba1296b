package cloze.vocabulary;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The one-character pieces that merging starts from: every character as the beginning of a word, and with ## where it
 * continues one, as in Hugging Face's WordPieceTrainer.
 */
final class Alphabet {
    private final Set<Integer> characters;

    private Alphabet(Set<Integer> characters) {
        this.characters = characters;
    }

    /**
     * Collects the characters of {@code words}.
     *
     * @param limit maximum number of characters, keeping the most frequent, ties by code point; 0 for no limit
     */
    static Alphabet of(List<WordCount> words, int limit) {
        Map<Integer, Long> counts = new HashMap<>();
        for (WordCount word : words) {
            word.word().codePoints().forEach(character -> counts.merge(character, word.count(), Long::sum));
        }
        Comparator<Map.Entry<Integer, Long>> mostFrequentFirst =
                Map.Entry.<Integer, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey());
        Set<Integer> kept = new HashSet<>();
        counts.entrySet().stream()
                .sorted(mostFrequentFirst)
                .limit(limit == 0 ? counts.size() : limit)
                .forEach(entry -> kept.add(entry.getKey()));
        return new Alphabet(kept);
    }

    /** Returns whether every character of {@code word} is in the alphabet. Any other word can only become [UNK]. */
    boolean spells(String word) {
        return word.codePoints().allMatch(characters::contains);
    }

    /** Returns the pieces: all characters by code point, then those that continue some word, with ##, by code point. */
    List<String> pieces(List<WordCount> words) {
        Set<Integer> beginning = new TreeSet<>(characters);
        Set<Integer> continuing = new TreeSet<>();
        for (WordCount word : words) {
            if (spells(word.word())) {
                word.word().codePoints().skip(1).forEach(continuing::add);
            }
        }
        return Stream.concat(
                        beginning.stream().map(Character::toString),
                        continuing.stream().map(character -> Vocabulary.CONTINUATION + Character.toString(character)))
                .toList();
    }
}
