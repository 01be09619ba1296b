package cloze.error;

/** A process has outgrown its memory limit. Training resumes from its newest checkpoint when run again. */
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
