package cloze.error;

/** A file that this program wrote is damaged, truncated or of another format version. */
public final class CorruptArtifactException extends ClozeException {
    private static final long serialVersionUID = 1L;

    public CorruptArtifactException(String message) {
        super(message);
    }

    public CorruptArtifactException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 4;
    }
}
