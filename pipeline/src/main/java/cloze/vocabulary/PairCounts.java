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
 * The counts of all adjacent pairs of pieces, updated with each merge, and a queue of the most frequent pairs. Pairs of
 * equal count are ordered by their texts, left piece first, so the next pair does not depend on the order in which
 * words were added.
 *
 * <p>INVARIANT: after {@link #requeueGrown}, each pair with a positive count has a queue entry of at least that count.
 * Entries stay when a count falls; a stale entry is corrected when it reaches the head of the queue.
 */
final class PairCounts {
    private final Map<Long, PiecePair> pairs = new HashMap<>();
    private final Set<PiecePair> grown = new HashSet<>();
    private final PriorityQueue<Entry> queue;

    /**
     * @param texts text of each piece, by number; may grow
     */
    PairCounts(List<String> texts) {
        Comparator<Entry> mostFrequentFirst =
                Comparator.comparingLong(Entry::count).reversed();
        this.queue = new PriorityQueue<>(mostFrequentFirst
                .thenComparing(entry -> texts.get(entry.pair().left))
                .thenComparing(entry -> texts.get(entry.pair().right)));
    }

    /** Adds {@code count} to the pair, which occurs in word number {@code word}. */
    void add(int left, int right, long count, int word) {
        PiecePair pair = pairs.computeIfAbsent(PiecePair.key(left, right), key -> new PiecePair(left, right));
        pair.count += count;
        pair.addWord(word);
        grown.add(pair);
    }

    /** Subtracts {@code count} from the pair. */
    void subtract(int left, int right, long count) {
        pairs.get(PiecePair.key(left, right)).count -= count;
    }

    /** Undoes a {@link #subtract} of the same merge. */
    void restore(int left, int right, long count) {
        pairs.get(PiecePair.key(left, right)).count += count;
    }

    /** Queues the pairs that have grown since the last call, so that {@link #takeMostFrequent} finds them. */
    void requeueGrown() {
        for (PiecePair pair : grown) {
            if (pair.count > 0) {
                queue.add(new Entry(pair, pair.count));
            }
        }
        grown.clear();
    }

    /** Removes and returns the most frequent pair; empty if no pair occurs at least {@code minCount} times. */
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

    /** Removes a pair that no longer occurs. */
    void remove(PiecePair pair) {
        pairs.remove(PiecePair.key(pair.left, pair.right));
    }

    private record Entry(PiecePair pair, long count) {}
}
