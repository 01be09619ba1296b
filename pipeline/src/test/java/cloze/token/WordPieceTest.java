package cloze.token;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.random.Seeds;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordPieceTest {
    private static final int UNKNOWN = 0;

    @Test
    void equalsTheDefinitionOnRandomWordsAndVocabularies() {
        for (int round = 0; round < 300; round++) {
            SplittableRandom random = Seeds.forRow(11, "pieces", round);
            List<String> vocabulary = randomPieces(random, 1 + random.nextInt(25));
            WordPiece lookup = lookup(vocabulary);
            for (int i = 0; i < 50; i++) {
                String word = randomWord(random, 1 + random.nextInt(14));
                assertThat(ids(lookup, word)).as("%s in %s", word, vocabulary).isEqualTo(defined(vocabulary, word));
            }
        }
    }

    @Test
    void needsNoPieceThatContinuesAWord() {
        WordPiece lookup = lookup(List.of("[UNK]", "a", "ab"));

        assertThat(ids(lookup, "ab")).containsExactly(2);
        assertThat(ids(lookup, "aa")).containsExactly(UNKNOWN);
        assertThat(ids(lookup, "b")).containsExactly(UNKNOWN);
    }

    @Test
    void takesAWordOfOneLetterWithAllItsPowersInLinearlyManySteps() {
        // a, aa, aaa, ... and ##a, ##aa, ... up to 100 letters: every prefix is a piece.
        List<String> vocabulary = new ArrayList<>(List.of("[UNK]"));
        for (int length = 1; length <= 100; length++) {
            vocabulary.add("a".repeat(length));
            vocabulary.add("##" + "a".repeat(length));
        }
        assertStepsAreLinear(vocabulary);
    }

    @Test
    void takesPiecesThatFailAtTheirLastLetterInLinearlyManySteps() {
        // Every walk continues to the end of the word in search of the b, and only then falls back to a single letter.
        assertStepsAreLinear(List.of("[UNK]", "a", "##a", "a".repeat(199) + "b", "##" + "a".repeat(199) + "b"));
        assertStepsAreLinear(List.of("[UNK]", "a", "aa", "##a", "##aa", "##" + "a".repeat(150) + "b"));
        assertThat(quadraticSteps(List.of("[UNK]", "a", "##a", "##" + "a".repeat(199) + "b"), "a".repeat(200)))
                .as("steps of the definition, which starts anew behind each piece")
                .isGreaterThan(19_000);
    }

    private static void assertStepsAreLinear(List<String> vocabulary) {
        WordPiece lookup = lookup(vocabulary);
        for (int length = 1; length <= Tokenizer.LONGEST_WORD; length++) {
            String word = "a".repeat(length);
            var ids = new IdBuffer();
            int steps = lookup.walk(word.toCharArray(), 0, length, ids);

            assertThat(ids.toArray()).isEqualTo(defined(vocabulary, word));
            // One lookup per letter; each failure emits a piece of at least one letter and adds one lookup.
            assertThat(steps).as("steps for %d letters", length).isBetween(length, 3 * length);
        }
    }

    private static WordPiece lookup(List<String> vocabulary) {
        return new WordPiece(new PieceTrie(vocabulary), UNKNOWN, Tokenizer.LONGEST_WORD);
    }

    private static int[] ids(WordPiece lookup, String word) {
        var ids = new IdBuffer();
        lookup.append(word.toCharArray(), 0, word.length(), ids);
        return ids.toArray();
    }

    /** Greedy longest match as defined by the reference's WordpieceTokenizer. */
    private static int[] defined(List<String> vocabulary, String word) {
        var ids = new IdBuffer();
        int start = 0;
        while (start < word.length()) {
            int end = word.length();
            while (end > start && !vocabulary.contains(prefix(start) + word.substring(start, end))) {
                end--;
            }
            if (end == start) {
                return new int[] {UNKNOWN};
            }
            ids.add(vocabulary.indexOf(prefix(start) + word.substring(start, end)));
            start = end;
        }
        return ids.toArray();
    }

    /** Counts the characters read if each piece is found by walking the trie from its beginning. */
    private static int quadraticSteps(List<String> vocabulary, String word) {
        int steps = 0;
        int start = 0;
        while (start < word.length()) {
            int longest = start;
            for (int end = start + 1; end <= word.length(); end++) {
                String walked = prefix(start) + word.substring(start, end);
                if (vocabulary.stream().noneMatch(piece -> piece.startsWith(walked))) {
                    break;
                }
                steps++;
                longest = vocabulary.contains(walked) ? end : longest;
            }
            start = longest;
        }
        return steps;
    }

    private static String prefix(int start) {
        return start == 0 ? "" : "##";
    }

    private static List<String> randomPieces(SplittableRandom random, int count) {
        Set<String> pieces = new LinkedHashSet<>();
        pieces.add("[UNK]");
        IntStream.range(0, count)
                .mapToObj(i -> prefix(random.nextInt(3)) + randomWord(random, 1 + random.nextInt(6)))
                .forEach(pieces::add);
        return List.copyOf(pieces);
    }

    /** Includes letters of two UTF-16 units; a piece never ends within one. */
    private static String randomWord(SplittableRandom random, int length) {
        return Stream.generate(() -> List.of("a", "a", "b", "😀", "😁").get(random.nextInt(5)))
                .limit(length)
                .reduce("", String::concat);
    }
}
