package cloze.error;

/**
 * A fault that its reader can mend: the message says what, where, expected, found and what to do, and the exit code
 * tells a scheduler which kind it is.
 */
public abstract sealed class ClozeException extends RuntimeException
        permits InvalidConfigException,
                InvalidInputException,
                ContractViolationException,
                CorruptArtifactException,
                TrainingDivergedException,
                MemoryLimitException,
                RegistryInUseException {
    private static final long serialVersionUID = 1L;

    protected ClozeException(String message) {
        super(message);
    }

    protected ClozeException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The process's exit code for this fault, in 1..5. */
    public abstract int exitCode();
}
