package cloze.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Work of one Spark session whose parts do not wait for each other. One alone leaves cores idle while it is planned and while its last task
 * ends; for a corpus of a few megabytes that is half of the time. They share the session's task slots, so memory grows with none of them.
 *
 * <p>Each is run by a thread that has Spark's local properties (job group, description) of the thread that starts it. What still waits for its
 * turn at the closing is not begun any more; closing waits for the rest, also after a failure: what one of them writes is complete or known to be incomplete, never still on its way.
 */
public final class SideBySide implements AutoCloseable {
    private final BlockingQueue<Runnable> waiting;
    private final ExecutorService threads;

    /** All that is started is at work at the same time. */
    public SideBySide() {
        this(0, Integer.MAX_VALUE, new SynchronousQueue<>());
    }

    /** @param atOnce how many are at work at the same time; the others wait in the order of their start */
    public SideBySide(int atOnce) {
        this(atOnce, atOnce, new LinkedBlockingQueue<>());
    }

    private SideBySide(int kept, int most, BlockingQueue<Runnable> waiting) {
        this.waiting = waiting;
        threads = new ThreadPoolExecutor(kept, most, 1, TimeUnit.MINUTES, waiting);
    }

    /**
     * Starts {@code work}.
     *
     * @return waits for its result; throws what it threw
     */
    public <T> Supplier<T> start(Callable<T> work) {
        Future<T> result = threads.submit(work);
        return () -> await(result);
    }

    /** Runs {@code actions}; throws what the first of them to fail, in their order, threw. */
    public static void all(Stream<Runnable> actions) {
        try (var side = new SideBySide()) {
            List<Future<?>> started = new ArrayList<>();
            actions.forEach(action -> started.add(side.threads.submit(action)));
            started.forEach(SideBySide::await);
        }
    }

    private static <T> T await(Future<T> result) {
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for a Spark action", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        waiting.clear();
        threads.shutdown();
        try {
            while (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                // A Spark action has no time limit of its own.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
