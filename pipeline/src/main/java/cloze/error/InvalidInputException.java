package cloze.error;

/** What a user gave to read is missing, empty, not what its format says, or cannot serve the purpose. */
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
