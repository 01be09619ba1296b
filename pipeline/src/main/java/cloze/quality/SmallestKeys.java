package cloze.quality;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/**
 * A sample drawn by key: the values with the smallest keys. It depends only on the values and their keys, not on their
 * order or partition. Mutable.
 *
 * @param <T> the type of the values
 */
final class SmallestKeys<T extends Serializable> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int size;
    private final PriorityQueue<Keyed<T>> kept = new PriorityQueue<>();

    /**
     * @param size maximum number of values, at least 1
     */
    SmallestKeys(int size) {
        this.size = size;
    }

    /** Offers a value, which is computed only if its key is currently among the smallest. */
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

    /** Returns the sample, by ascending key. */
    List<T> values() {
        List<T> values = new ArrayList<>();
        kept.stream().sorted((a, b) -> b.compareTo(a)).forEach(keyed -> values.add(keyed.value()));
        return values;
    }

    /** Sorts by descending key, so that the head of the queue is the next value to be removed. */
    private record Keyed<T extends Serializable>(long key, T value) implements Comparable<Keyed<T>>, Serializable {
        @Override
        public int compareTo(Keyed<T> other) {
            return Long.compareUnsigned(other.key, key);
        }
    }
}
