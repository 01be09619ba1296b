package cloze.error;

/** The build is for another Spark, Scala or Java than the one it runs on. */
public final class WrongPlatformException extends ClozeException {
    private static final long serialVersionUID = 1L;

    public WrongPlatformException(String message) {
        super(message);
    }

    public WrongPlatformException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 2;
    }
}
