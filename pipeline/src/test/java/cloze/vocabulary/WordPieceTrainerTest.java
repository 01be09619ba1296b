package cloze.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.VocabularyConfig;
import cloze.config.VocabularyConfig.Kind;
import cloze.error.InvalidConfigException;
import cloze.random.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WordPieceTrainerTest {
    @Test
    void joinsTheMostFrequentPairFirst() {
        // Pairs by hand: (##u,##g) 10 + 5 + 5 = 20, (p,##u) 5 + 12 = 17, (##u,##n) 12 + 4 = 16, (h,##u) 15, ...
        List<WordCount> words = List.of(
                new WordCount("hug", 10),
                new WordCount("pug", 5),
                new WordCount("pun", 12),
                new WordCount("bun", 4),
                new WordCount("hugs", 5));

        assertThat(train(words, 19, 1))
                .containsExactly(
                        "b", "g", "h", "n", "p", "s", "u", "##g", "##n", "##s", "##u", // 11 characters
                        "##ug", // 20; leaves (##u,##n) 16, (h,##ug) 15, (p,##u) 12
                        "##un", // 16; leaves (h,##ug) 15, (p,##un) 12
                        "hug"); // 15
    }

    @Test
    void settlesEqualCountsByTextLeftPieceFirst() {
        List<WordCount> words = List.of(new WordCount("zy", 3), new WordCount("ba", 3), new WordCount("bc", 3));

        assertThat(train(words, 100, 1)).endsWith("ba", "bc", "zy");
    }

    @Test
    void countsOverlappingPairsOnce() {
        // a ##a ##a ##a ##a: (##a,##a) occurs at three places and is merged from the left: a ##aa ##aa.
        List<WordCount> words = List.of(new WordCount("aaaaa", 1));

        assertThat(train(words, 100, 1)).containsExactly("a", "##a", "##aa", "##aaaa", "aaaaa");
    }

    @Test
    void stopsAtTheMinimumFrequency() {
        List<WordCount> words = List.of(new WordCount("ab", 5), new WordCount("cd", 2), new WordCount("ef", 1));

        assertThat(train(words, 100, 2)).containsExactly("a", "b", "c", "d", "e", "f", "##b", "##d", "##f", "ab", "cd");
    }

    @Test
    void leavesRareCharactersAndTheirWordsOutOfALimitedAlphabet() {
        List<WordCount> words = List.of(new WordCount("ab", 5), new WordCount("aq", 1));
        VocabularyConfig config = new VocabularyConfig("", 100, 1, true, Kind.WORDPIECE, 2, List.of(), 0, 1_000);

        assertThat(new WordPieceTrainer(config, words).train()).containsExactly("a", "b", "##b", "ab");
    }

    @Test
    void refusesASizeThatCannotHoldTheAlphabet() {
        List<WordCount> words = List.of(new WordCount("abc", 5));

        assertThatThrownBy(() -> train(words, 9, 1))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("vocabulary.vocab-size = 9: must be at least 10");
        assertThat(train(words, 10, 1)).hasSize(5);
    }

    @Test
    void doesNotDependOnTheOrderOfWords() {
        List<WordCount> words = randomWords(400);
        List<WordCount> reversed = new ArrayList<>(words);
        Collections.reverse(reversed);

        assertThat(train(reversed, 300, 1)).isEqualTo(train(words, 300, 1));
    }

    @Test
    void equalsCountingAllPairsAnewBeforeEachMerge() {
        List<WordCount> words = randomWords(200);

        assertThat(train(words, 2_000, 2)).isEqualTo(recounting(words, 2_000, 2));
    }

    private static List<String> train(List<WordCount> words, int size, int minFrequency) {
        return new WordPieceTrainer(
                        new VocabularyConfig("", size, minFrequency, true, Kind.WORDPIECE, 0, List.of(), 0, 1_000_000),
                        words)
                .train();
    }

    /** Draws words over an alphabet of three letters, so that merges reach the same piece in several ways. */
    private static List<WordCount> randomWords(int draws) {
        SplittableRandom random = Seeds.forRow(7, "words", draws);
        Map<String, Long> counts = new HashMap<>();
        for (int i = 0; i < draws; i++) {
            var word = new StringBuilder();
            int length = 1 + random.nextInt(9);
            for (int j = 0; j < length; j++) {
                word.append((char) ('a' + random.nextInt(3)));
            }
            counts.merge(word.toString(), 1L + random.nextInt(6), Long::sum);
        }
        return counts.entrySet().stream()
                .map(entry -> new WordCount(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Trains by the definition, recounting all pairs before each merge. */
    private static List<String> recounting(List<WordCount> words, int size, long minFrequency) {
        List<String> pieces = new ArrayList<>(Alphabet.of(words, 0).pieces(words));
        List<List<String>> spelled = new ArrayList<>();
        for (WordCount word : words) {
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < word.word().length(); i++) {
                parts.add((i == 0 ? "" : "##") + word.word().charAt(i));
            }
            spelled.add(parts);
        }
        while (pieces.size() < size - 5) {
            Map<List<String>, Long> pairs = new HashMap<>();
            for (int word = 0; word < spelled.size(); word++) {
                for (int i = 1; i < spelled.get(word).size(); i++) {
                    pairs.merge(
                            spelled.get(word).subList(i - 1, i + 1),
                            words.get(word).count(),
                            Long::sum);
                }
            }
            List<String> best = List.of();
            long most = minFrequency - 1;
            for (Map.Entry<List<String>, Long> pair : pairs.entrySet()) {
                boolean first = pair.getValue() == most
                        && !best.isEmpty()
                        && String.join("\0", pair.getKey()).compareTo(String.join("\0", best)) < 0;
                if (pair.getValue() > most || first) {
                    most = pair.getValue();
                    best = List.copyOf(pair.getKey());
                }
            }
            if (best.isEmpty()) {
                break;
            }
            String joined = best.get(0) + best.get(1).substring(2);
            if (!pieces.contains(joined)) {
                pieces.add(joined);
            }
            for (List<String> parts : spelled) {
                for (int i = 1; i < parts.size(); i++) {
                    if (parts.get(i - 1).equals(best.get(0)) && parts.get(i).equals(best.get(1))) {
                        parts.set(i - 1, joined);
                        parts.remove(i);
                    }
                }
            }
        }
        return pieces;
    }
}
