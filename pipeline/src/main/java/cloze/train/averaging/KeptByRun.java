package cloze.train.averaging;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a process keeps between rounds, by training run. As many runs are kept as are concurrent. When another run comes,
 * that of the least recently used one is closed.
 *
 * @param <T> what is kept for a run
 */
public final class KeptByRun<T> {
    private static final float LOAD_FACTOR = 0.75f;

    /** Least recently used run first. */
    private final Map<String, T> byRun = new LinkedHashMap<>(4, LOAD_FACTOR, true);

    private final Consumer<T> closer;

    /** @param closer frees what is kept for a run */
    public KeptByRun(Consumer<T> closer) {
        this.closer = closer;
    }

    /**
     * Returns what is kept for {@code run}, and makes it if there is nothing.
     *
     * @param runs number of concurrent runs
     */
    public synchronized T get(String run, int runs, Supplier<T> maker) {
        Iterator<T> leastRecent = byRun.values().iterator();
        while (!byRun.containsKey(run) && byRun.size() >= runs) {
            closer.accept(leastRecent.next());
            leastRecent.remove();
        }
        return byRun.computeIfAbsent(run, any -> maker.get());
    }

    /** Returns what is kept for {@code run}, if anything is. */
    synchronized Optional<T> find(String run) {
        return Optional.ofNullable(byRun.get(run));
    }

    /** Closes what is kept for {@code run}. */
    public synchronized void close(String run) {
        T kept = byRun.remove(run);
        if (kept != null) {
            closer.accept(kept);
        }
    }
}
