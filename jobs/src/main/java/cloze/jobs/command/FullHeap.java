package cloze.jobs.command;

import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * What becomes of a process one of whose threads has died of an error that nobody caught. Out of memory, nothing can be relied on any more: the job
 * would wait for ever for what a thread of Spark's was to bring. So the process ends at once.
 *
 * @param console where it is told
 * @param halt ends the process with an exit code
 */
record FullHeap(Console console, IntConsumer halt) implements Thread.UncaughtExceptionHandler {
    private static final int OTHER = 1;

    /** Stands guard over this process from now on. */
    static void guard(Console console) {
        Thread.setDefaultUncaughtExceptionHandler(new FullHeap(console, Runtime.getRuntime()::halt));
    }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        if (thrown instanceof OutOfMemoryError) {
            try {
                console.error("thread %s is out of memory. %s"
                        .formatted(thread.getName(), message(thrown).orElse(thrown.getMessage())));
            } finally {
                // There may be too little room even for words.
                halt.accept(OTHER);
            }
        } else {
            console.error("thread %s has died".formatted(thread.getName()));
            thrown.printStackTrace(console.progressStream());
        }
    }

    /** What to tell of a run that ended with {@code thrown}; empty when the heap was not full. */
    static Optional<String> message(Throwable thrown) {
        String text = String.valueOf(thrown.getMessage());
        boolean isHeap = text.contains("Java heap space") || text.contains("GC overhead limit exceeded");
        return thrown instanceof OutOfMemoryError && isHeap
                ? Optional.of(
                        "The heap of this process, %d MB, is full; make it larger: CLOZE_DRIVER_MEMORY=8g with local.sh, --spark spark.driver.memory=8g with submit.sh. Training resumes from its newest checkpoint when run again"
                                .formatted(Runtime.getRuntime().maxMemory() / 1_000_000))
                : Optional.empty();
    }
}
