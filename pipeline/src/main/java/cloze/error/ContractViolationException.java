package cloze.error;

/** A dataset lacks a column that a stage reads, or the column has another type. */
public final class ContractViolationException extends ClozeException {
    private static final long serialVersionUID = 1L;

    public ContractViolationException(String message) {
        super(message);
    }

    public ContractViolationException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 3;
    }
}
