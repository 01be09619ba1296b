package cloze.jobs.command;

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
                        .formatted(thread.getName(), Fault.fullHeap(thrown).orElse(thrown.getMessage())));
            } finally {
                // There may be too little room even for words.
                halt.accept(OTHER);
            }
        } else {
            console.error("thread %s has died".formatted(thread.getName()));
            thrown.printStackTrace(console.progressStream());
        }
    }
}
