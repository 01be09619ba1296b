package cloze.benchmark;

import cloze.curate.duplicate.Shingles;
import cloze.dataset.DocumentId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The near duplicates among texts, found by comparing all pairs that can be near duplicates: those whose numbers of shingles
 * differ by less than the threshold allows. No hashing decides.
 */
final class AllPairs {
    /** A text with its shingles. */
    private static final class Text {
        private final String id;
        private final long[] shingles;

        Text(String text, int words) {
            id = DocumentId.of(text).toString();
            shingles = Shingles.of(text, words);
        }
    }

    private AllPairs() {}

    /** Returns the similarity of each pair from {@code jaccard} on, by the two ids, the smaller one first. */
    static Map<String, Double> of(List<String> texts, int shingleWords, double jaccard) {
        List<Text> sorted = texts.stream()
                .map(text -> new Text(text, shingleWords))
                .sorted(Comparator.comparingInt((Text text) -> text.shingles.length))
                .toList();
        Map<String, Double> pairs = new HashMap<>();
        IntStream.range(0, sorted.size())
                .parallel()
                .mapToObj(i -> pairsOf(sorted, i, jaccard))
                .forEachOrdered(pairs::putAll);
        return pairs;
    }

    private static Map<String, Double> pairsOf(List<Text> sorted, int i, double jaccard) {
        Text text = sorted.get(i);
        Map<String, Double> pairs = new HashMap<>();
        for (int j = i + 1; j < sorted.size(); j++) {
            Text other = sorted.get(j);
            if (text.shingles.length < jaccard * other.shingles.length) {
                break;
            }
            double similarity = Shingles.jaccard(text.shingles, other.shingles);
            if (similarity >= jaccard) {
                boolean isOrdered = text.id.compareTo(other.id) < 0;
                pairs.put(isOrdered ? text.id + other.id : other.id + text.id, similarity);
            }
        }
        return pairs;
    }
}
