package cloze.error;

/** A dataset lacks a column, or a column has another type, than the stage that reads it relies on. */
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
