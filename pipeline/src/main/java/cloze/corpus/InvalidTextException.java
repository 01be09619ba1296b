package cloze.corpus;

/** A row that cannot be read; {@code corpus.on-invalid} decides what becomes of it. The message says where it is and what to do. */
final class InvalidTextException extends Exception {
    private static final long serialVersionUID = 1L;

    private final RejectionReason reason;

    InvalidTextException(RejectionReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    InvalidTextException(RejectionReason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    RejectionReason reason() {
        return reason;
    }
}
