package cloze.jobs.command;

import java.util.function.IntConsumer;

/**
 * Handles uncaught exceptions of threads. After an OutOfMemoryError nothing is reliable, and the job could wait forever
 * for the dead thread of Spark's, so the process ends at once.
 *
 * @param console receives the error message
 * @param halt ends the process with an exit code
 */
record FullHeap(Console console, IntConsumer halt) implements Thread.UncaughtExceptionHandler {
    private static final int OTHER = 1;

    /** Installs the handler for this process. */
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
                // Halt even if there is too little memory to print a message.
                halt.accept(OTHER);
            }
        } else {
            console.error("thread %s has died".formatted(thread.getName()));
            thrown.printStackTrace(console.progressStream());
        }
    }
}
