package cloze.error;

/** A user's input is missing, empty, not in the stated format, or unsuitable for the job. */
public final class InvalidInputException extends ClozeException {
    private static final long serialVersionUID = 1L;

    public InvalidInputException(String message) {
        super(message);
    }

    public InvalidInputException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 3;
    }
}
