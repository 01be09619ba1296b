package cloze.error;

/**
 * A fault that the user can correct. The message says what is wrong and where, what was expected and found, and what to
 * do. The exit code tells a scheduler which kind of fault it is.
 */
public abstract sealed class ClozeException extends RuntimeException
        permits InvalidConfigException,
                InvalidInputException,
                ContractViolationException,
                CorruptArtifactException,
                TrainingDivergedException,
                MemoryLimitException,
                RegistryInUseException,
                StateLostException,
                WrongPlatformException {
    private static final long serialVersionUID = 1L;

    protected ClozeException(String message) {
        super(message);
    }

    protected ClozeException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Returns the exit code of the process for this fault, 1 to 5. */
    public abstract int exitCode();
}
