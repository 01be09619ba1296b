package cloze.error;

/** A file this program wrote is damaged, cut short or of another format version. */
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
