package cloze.jobs.command;

/** A job failed in a process that is not its own. The message of the fault is on standard error. */
public final class JobFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    JobFailedException(int exitCode) {
        super("The job failed with exit code %d; its message is on standard error".formatted(exitCode));
        this.exitCode = exitCode;
    }

    /** Returns the code with which the process would have ended. */
    public int exitCode() {
        return exitCode;
    }
}
