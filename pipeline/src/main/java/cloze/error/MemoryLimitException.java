package cloze.error;

/** A process has outgrown the memory limit of its run. The run has written a checkpoint and can resume. */
public final class MemoryLimitException extends ClozeException {
    private static final long serialVersionUID = 1L;

    public MemoryLimitException(String message) {
        super(message);
    }

    @Override
    public int exitCode() {
        return 1;
    }
}
