package cloze.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Divides what one worker has to compute over several threads: itself and those of the common pool, which bounds how many there really are. The
 * pieces are cut by the shape of the work alone and each is computed by one thread, so that the number of threads changes no bit of a
 * result.
 */
public final class ParallelFor {
    private static final ThreadLocal<Integer> SIZE = ThreadLocal.withInitial(() -> 1);

    private ParallelFor() {}

    /** What is done with a piece of work. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does piece {@code index}.
         *
         * @param member which of the threads at work does it: memory that is written beside the result must be the member's own
         */
        void apply(int member, int index);
    }

    /**
     * A number of threads that is asked for. It holds for the calling thread while {@link #run} or {@link #get} is at work, and what held before
     * is restored however that ends: threads of a pool carry nothing over to the next task.
     *
     * @param count at least 1: the calling thread and others
     */
    public record Threads(int count) {
        /** Does {@code work}, divided over these threads. */
        public void run(Runnable work) {
            get(() -> {
                work.run();
                return true;
            });
        }

        /** What {@code work}, divided over these threads, comes to. */
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
     * What each member works with.
     *
     * @param <T> belongs to one thread at a time
     */
    public static final class PerThread<T> {
        private final Supplier<T> maker;
        private final List<T> desks = new ArrayList<>();

        public PerThread(Supplier<T> maker) {
            this.maker = maker;
        }

        /** Makes desks for all members of the calling thread's crew; to be called before their work begins. */
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

    /** Threads to divide work over, such as {@code ParallelFor.threads(4).run(() -> ...)}. */
    public static Threads threads(int count) {
        return new Threads(count);
    }

    /** Threads that do the calling thread's work, 1 unless {@link #threads} asks for more; members are numbered from 0. */
    public static int size() {
        return SIZE.get();
    }

    /**
     * Does {@code count} pieces of work, in any order, and returns when no member is at work any more. Work does not divide itself further. What
     * a piece throws first is thrown here, and pieces that were not begun then are left.
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
            // A stream does not wait for its other threads when one throws; and memory may be freed as soon as this
            // method is left.
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
