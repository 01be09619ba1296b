package cloze.train.averaging.slice;

import cloze.train.averaging.NativeState;
import cloze.train.averaging.StateView;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/**
 * What the workers of one run in this process start the current round from. Its native memory is allocated once, and
 * overwritten in each round. As many runs are held as are concurrent; the least recently used one is closed first.
 */
final class ProcessStart {
    private static final float LOAD_FACTOR = 0.75f;

    /** Least recently used run first. */
    private static final Map<String, ProcessStart> BY_RUN = new LinkedHashMap<>(4, LOAD_FACTOR, true);

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final int parameters;
    private final int updater;
    private NativeState state;
    private OptionalInt received = OptionalInt.empty();

    private ProcessStart(int parameters, int updater) {
        this.parameters = parameters;
        this.updater = updater;
        this.state = NativeState.allocate(0, 0);
    }

    static ProcessStart of(WayToWorkers.ThroughProcess way) {
        synchronized (BY_RUN) {
            while (!BY_RUN.containsKey(way.run()) && BY_RUN.size() >= way.runs()) {
                Iterator<ProcessStart> leastRecent = BY_RUN.values().iterator();
                leastRecent.next().close();
                leastRecent.remove();
            }
            return BY_RUN.computeIfAbsent(way.run(), run -> new ProcessStart(way.parameters(), way.updater()));
        }
    }

    static void close(String run) {
        synchronized (BY_RUN) {
            ProcessStart start = BY_RUN.remove(run);
            if (start != null) {
                start.close();
            }
        }
    }

    /**
     * Copies the start of {@code round} to {@code replica}. The first call for a round receives it; other calls wait.
     * If that fails, the next call receives it.
     *
     * @param receive fills a state over the network
     */
    void copyTo(StateView replica, int round, Consumer<StateView> receive) {
        lock.writeLock().lock();
        try {
            if (!received.equals(OptionalInt.of(round))) {
                received = OptionalInt.empty();
                if (state.parameters() == 0) {
                    state = NativeState.allocate(parameters, updater);
                }
                receive.accept(state);
                received = OptionalInt.of(round);
            }
            lock.readLock().lock(); // before the other lock is released: no other round may overwrite the state
        } finally {
            lock.writeLock().unlock();
        }
        try {
            state.copyTo(replica);
        } finally {
            lock.readLock().unlock();
        }
    }

    private void close() {
        lock.writeLock().lock();
        try {
            received = OptionalInt.empty();
            state.close();
            state = NativeState.allocate(0, 0);
        } finally {
            lock.writeLock().unlock();
        }
    }
}
