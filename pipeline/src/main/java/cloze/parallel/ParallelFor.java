package cloze.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Divides the computation of one worker over several threads: the calling thread and those of the common pool, which
 * bounds their actual number. The division depends only on the shape of the work, and one thread computes each piece,
 * so the number of threads does not change a bit of the result.
 */
public final class ParallelFor {
    private static final ThreadLocal<Integer> SIZE = ThreadLocal.withInitial(() -> 1);

    private ParallelFor() {}

    /** The work on one piece. */
    @FunctionalInterface
    public interface Work {
        /**
         * Processes piece {@code index}.
         *
         * @param member index of the processing thread; scratch memory must be that of the member
         */
        void apply(int member, int index);
    }

    /**
     * A requested number of threads. It applies to the calling thread during {@link #run} or {@link #get}. Afterwards
     * the previous number is restored, even after a failure, so that threads of a pool carry nothing over to the next
     * task.
     *
     * @param count number of threads including the calling one, at least 1
     */
    public record Threads(int count) {
        /** Runs {@code work} with this number of threads. */
        public void run(Runnable work) {
            get(() -> {
                work.run();
                return true;
            });
        }

        /** Runs {@code work} with this number of threads, and returns its result. */
        public <T> T get(Supplier<T> work) {
            int before = SIZE.get();
            SIZE.set(Math.max(1, count));
            try {
                return work.get();
            } finally {
                if (before == 1) {
                    SIZE.remove();
                } else {
                    SIZE.set(before);
                }
            }
        }
    }

    /**
     * Scratch objects, one per member.
     *
     * @param <T> used by one thread at a time
     */
    public static final class PerThread<T> {
        private final Supplier<T> maker;
        private final List<T> desks = new ArrayList<>();

        public PerThread(Supplier<T> maker) {
            this.maker = maker;
        }

        /** Creates the objects for all members of the calling thread. Must be called before their work begins. */
        public PerThread<T> forAll() {
            while (desks.size() < size()) {
                desks.add(maker.get());
            }
            return this;
        }

        public T of(int member) {
            return desks.get(member);
        }
    }

    /** Returns a number of threads to run work with, as in {@code ParallelFor.threads(4).run(() -> ...)}. */
    public static Threads threads(int count) {
        return new Threads(count);
    }

    /**
     * Returns the number of threads for the calling thread's work, 1 by default; see {@link #threads}. Members are
     * numbered from 0.
     */
    public static int size() {
        return SIZE.get();
    }

    /**
     * Processes {@code count} pieces in any order, and returns when all members have finished. Pieces must not divide
     * their work further. The first exception of a piece is rethrown here, and pieces not begun by then are skipped.
     */
    public static void each(int count, Work work) {
        int members = Math.min(size(), count);
        if (members <= 1) {
            for (int index = 0; index < count; index++) {
                work.apply(0, index);
            }
            return;
        }
        var next = new AtomicInteger();
        var thrown = new AtomicReference<Throwable>();
        IntStream.range(0, members).parallel().forEach(member -> {
            // Catch exceptions here, because a stream does not wait for its other threads when one throws, and memory
            // may be freed as soon as this method returns.
            try {
                for (int index = next.getAndIncrement(); index < count; index = next.getAndIncrement()) {
                    work.apply(member, index);
                }
            } catch (RuntimeException | Error e) {
                thrown.compareAndSet(null, e);
                next.set(count);
            }
        });
        if (thrown.get() instanceof Error error) {
            throw error;
        }
        if (thrown.get() instanceof RuntimeException exception) {
            throw exception;
        }
    }
}
