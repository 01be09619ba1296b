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
 * Runs independent parts of work concurrently in one Spark session. A single part leaves cores idle while it is planned
 * and while its last task ends; for a corpus of a few megabytes that is half of the time. All parts share the task
 * slots of the session, so they do not increase its memory.
 *
 * <p>Each part runs in a thread that inherits Spark's local properties (job group, description) from the thread that
 * starts it. Closing drops the parts that have not begun, and waits for the others, even after a failure. Output is
 * then either complete or known to be incomplete, and never still being written.
 */
public final class SideBySide implements AutoCloseable {
    private final BlockingQueue<Runnable> waiting;
    private final ExecutorService threads;

    /** Runs all started parts at once. */
    public SideBySide() {
        this(0, Integer.MAX_VALUE, new SynchronousQueue<>());
    }

    /** @param atOnce maximum number of concurrent parts; the others wait in the order of their start */
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
     * @return waits for the result of the work, and rethrows its exception
     */
    public <T> Supplier<T> start(Callable<T> work) {
        Future<T> result = threads.submit(work);
        return () -> await(result);
    }

    /** Runs {@code actions} concurrently. Rethrows the exception of the first failed one, in their order. */
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
                // Keep waiting, because a Spark action has no time limit.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
