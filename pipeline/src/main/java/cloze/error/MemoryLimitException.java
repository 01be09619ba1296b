package cloze.error;

/** A process has grown beyond the size the run may have. What was computed is kept. */
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
