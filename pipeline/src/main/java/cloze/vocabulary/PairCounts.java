package cloze.vocabulary;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The counts of all neighbouring pieces, kept up to date merge by merge, with the most frequent pair on top. Pairs of equal count come in
 * the order of their texts, left piece first, so the next pair never depends on the order in which words were added.
 *
 * <p>INVARIANT: each pair with a positive count has a queue entry of at least that count once {@link #requeueGrown} has run. Entries are not
 * taken back when a count falls; an outdated one is put right when it comes up.
 */
final class PairCounts {
    private final Map<Long, PiecePair> pairs = new HashMap<>();
    private final Set<PiecePair> grown = new HashSet<>();
    private final PriorityQueue<Entry> queue;

    /** {@code texts} names the pieces by number and may grow. */
    PairCounts(List<String> texts) {
        Comparator<Entry> mostFrequentFirst =
                Comparator.comparingLong(Entry::count).reversed();
        this.queue = new PriorityQueue<>(mostFrequentFirst
                .thenComparing(entry -> texts.get(entry.pair().left))
                .thenComparing(entry -> texts.get(entry.pair().right)));
    }

    /** Counts the pair {@code count} times more, in word number {@code word}. */
    void add(int left, int right, long count, int word) {
        PiecePair pair = pairs.computeIfAbsent(PiecePair.key(left, right), key -> new PiecePair(left, right));
        pair.count += count;
        pair.addWord(word);
        grown.add(pair);
    }

    /** Counts the pair {@code count} times less. */
    void subtract(int left, int right, long count) {
        pairs.get(PiecePair.key(left, right)).count -= count;
    }

    /** Takes back a {@link #subtract} of the same merge. */
    void restore(int left, int right, long count) {
        pairs.get(PiecePair.key(left, right)).count += count;
    }

    /** Makes the pairs added to since the last call known to {@link #takeMostFrequent}. */
    void requeueGrown() {
        for (PiecePair pair : grown) {
            if (pair.count > 0) {
                queue.add(new Entry(pair, pair.count));
            }
        }
        grown.clear();
    }

    /** Removes the most frequent pair, if one occurs at least {@code minCount} times. */
    Optional<PiecePair> takeMostFrequent(long minCount) {
        while (!queue.isEmpty()) {
            Entry top = queue.poll();
            long actual = top.pair().count;
            if (top.count() == actual && actual >= minCount) {
                return Optional.of(top.pair());
            }
            if (top.count() > actual && actual >= minCount) {
                queue.add(new Entry(top.pair(), actual));
            }
        }
        return Optional.empty();
    }

    /** Forgets a pair of which no occurrence is left. */
    void remove(PiecePair pair) {
        pairs.remove(PiecePair.key(pair.left, pair.right));
    }

    private record Entry(PiecePair pair, long count) {}
}
