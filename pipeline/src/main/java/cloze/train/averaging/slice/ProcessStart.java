package cloze.train.averaging.slice;

import cloze.train.averaging.KeptByRun;
import cloze.train.averaging.NativeState;
import cloze.train.averaging.StateView;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/**
 * What the workers of one run in this process start the current round from. Its native memory is allocated once, and
 * overwritten in each round.
 */
final class ProcessStart {
    private static final KeptByRun<ProcessStart> BY_RUN = new KeptByRun<>(ProcessStart::close);

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
        return BY_RUN.get(way.run(), way.runs(), () -> new ProcessStart(way.parameters(), way.updater()));
    }

    static void close(String run) {
        BY_RUN.close(run);
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
