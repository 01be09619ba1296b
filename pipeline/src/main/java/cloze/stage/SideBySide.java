package cloze.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Spark actions of one session that do not wait for each other. One alone leaves cores idle while it is planned and while its last task
 * ends; for a corpus of a few megabytes that is half of the time. They share the session's task slots, so memory grows with none of them.
 *
 * <p>Each is run by a thread that has Spark's local properties (job group, description) of the thread that starts it. Closing waits for all,
 * also after a failure: what one of them writes is complete or known to be incomplete, never still on its way.
 */
public final class SideBySide implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();

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
