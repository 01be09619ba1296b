package cloze.error;

/** Another run holds the registry, or has taken it over from this one. */
public final class RegistryInUseException extends ClozeException {
    private static final long serialVersionUID = 1L;

    public RegistryInUseException(String message) {
        super(message);
    }

    @Override
    public int exitCode() {
        return 1;
    }
}
