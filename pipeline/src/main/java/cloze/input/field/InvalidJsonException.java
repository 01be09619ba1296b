package cloze.input.field;

/** A line that is not what is read as JSON. The message continues a sentence that begins with "the line". */
public final class InvalidJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidJsonException(String message) {
        super(message);
    }

    InvalidJsonException(String message, Throwable cause) {
        super(message, cause);
    }
}
