package cloze.curate.rule;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.curate.rule.RepeatedSequences.Repeats;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RepeatedSequencesTest {
    @Test
    void findsWhatComparingAllSequencesFinds() {
        var random = new Random(1);
        for (int text = 0; text < 50; text++) {
            long[] words = random.longs(random.nextInt(200), 0, 2 + text % 8).toArray();
            var sequences = new RepeatedSequences(words);
            for (int length : IntStream.rangeClosed(1, 12).toArray()) {
                assertThat(pairs(sequences.of(length)))
                        .as(
                                "%d words of %s",
                                length, LongStream.of(words).boxed().toList())
                        .isEqualTo(expected(words, length));
            }
        }
    }

    @Test
    void givesTheSameForLengthsThatSkipOrShrink() {
        long[] words = new Random(2).longs(300, 0, 3).toArray();
        var sequences = new RepeatedSequences(words);
        for (int length : new int[] {3, 7, 2, 2, 9, 4}) {
            assertThat(pairs(sequences.of(length))).isEqualTo(expected(words, length));
        }
    }

    private static List<String> pairs(Repeats repeats) {
        return IntStream.range(0, repeats.size())
                .mapToObj(i -> repeats.firstWord(i) + ":" + repeats.ordinal(i))
                .toList();
    }

    private static List<String> expected(long[] words, int length) {
        Map<List<Long>, List<Integer>> places = new HashMap<>();
        for (int first = 0; first + length <= words.length; first++) {
            List<Long> sequence =
                    LongStream.of(words).skip(first).limit(length).boxed().toList();
            places.computeIfAbsent(sequence, unused -> new ArrayList<>()).add(first);
        }
        Map<Integer, String> repeated = new TreeMap<>();
        places.values().stream().filter(occurrences -> occurrences.size() > 1).forEach(occurrences -> IntStream.range(
                        0, occurrences.size())
                .forEach(i -> repeated.put(occurrences.get(i), occurrences.get(i) + ":" + (i + 1))));
        return List.copyOf(repeated.values());
    }
}
