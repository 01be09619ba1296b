package cloze.error;

/** Another run holds the registry, or has taken it over from this run. */
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
