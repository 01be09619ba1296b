package cloze.error;

/** All executors that kept a part of the state of a training are gone. The run can resume from its newest checkpoint. */
public final class StateLostException extends ClozeException {
    private static final long serialVersionUID = 1L;

    public StateLostException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 1;
    }
}
