package cloze.network;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Divides what one worker has to compute over several threads. The pieces are cut by the shape of the work alone and each is computed by one
 * thread, so that the number of threads changes no bit of a result.
 */
public final class Crew {
    private static final ThreadLocal<Integer> SIZE = ThreadLocal.withInitial(() -> 1);

    private Crew() {}

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

    /** Divides what the calling thread computes from now on over {@code threads} threads, itself one of them. */
    public static void size(int threads) {
        SIZE.set(threads);
    }

    /** Threads that do the calling thread's work; members are numbered from 0. */
    public static int size() {
        return SIZE.get();
    }

    /** Does {@code count} pieces of work, in any order, and waits for the last one. Work does not divide itself further. */
    public static void each(int count, Work work) {
        int members = Math.min(size(), count);
        if (members <= 1) {
            for (int index = 0; index < count; index++) {
                work.apply(0, index);
            }
            return;
        }
        var next = new AtomicInteger();
        IntStream.range(0, members).parallel().forEach(member -> {
            for (int index = next.getAndIncrement(); index < count; index = next.getAndIncrement()) {
                work.apply(member, index);
            }
        });
    }
}
