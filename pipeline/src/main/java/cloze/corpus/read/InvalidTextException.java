package cloze.corpus.read;

/**
 * A row that cannot be read. The message says where it is and what to do; {@code corpus.on-invalid} decides between
 * skipping the row and ending the job.
 */
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
