package cloze.quality;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/**
 * A sample drawn by key: of all values offered, those with the smallest keys. Which these are depends on the values and their keys, not on the
 * order they came in or the parts they came from. Mutable.
 *
 * @param <T> what is sampled
 */
final class SmallestKeys<T extends Serializable> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int size;
    private final PriorityQueue<Keyed<T>> kept = new PriorityQueue<>();

    /**
     * @param size how many values to keep, at least 1
     */
    SmallestKeys(int size) {
        this.size = size;
    }

    /** Offers a value, which is made only when its key is small enough for now. */
    void offer(long key, Supplier<T> value) {
        if (kept.size() < size) {
            kept.add(new Keyed<>(key, value.get()));
        } else if (Long.compareUnsigned(key, kept.element().key()) < 0) {
            kept.remove();
            kept.add(new Keyed<>(key, value.get()));
        }
    }

    void add(SmallestKeys<T> other) {
        other.kept.forEach(keyed -> offer(keyed.key(), keyed::value));
    }

    /** The sample, by ascending key. */
    List<T> values() {
        List<T> values = new ArrayList<>();
        kept.stream().sorted((a, b) -> b.compareTo(a)).forEach(keyed -> values.add(keyed.value()));
        return values;
    }

    /** Largest key first, so that the queue's head is what leaves. */
    private record Keyed<T extends Serializable>(long key, T value) implements Comparable<Keyed<T>>, Serializable {
        @Override
        public int compareTo(Keyed<T> other) {
            return Long.compareUnsigned(other.key, key);
        }
    }
}
