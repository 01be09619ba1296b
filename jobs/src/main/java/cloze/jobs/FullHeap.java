package cloze.jobs;

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
            console.error(
                    "the heap of this process, %d MB, is full (%s, in thread %s); give it more: CLOZE_DRIVER_MEMORY=8g with local.sh, --spark spark.driver.memory=8g with submit.sh. A training started again goes on from its newest checkpoint"
                            .formatted(
                                    Runtime.getRuntime().maxMemory() / 1_000_000,
                                    thrown.getMessage(),
                                    thread.getName()));
            halt.accept(OTHER);
        } else {
            thrown.printStackTrace(console.progressStream());
        }
    }
}
