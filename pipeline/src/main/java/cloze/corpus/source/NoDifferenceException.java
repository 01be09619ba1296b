package cloze.corpus.source;

/** Says why what changed in a corpus since an earlier run cannot be told from the rest, so that all of it is to be read. */
public final class NoDifferenceException extends Exception {
    private static final long serialVersionUID = 1;

    /** @param reason in words, without a full stop */
    public NoDifferenceException(String reason) {
        super(reason);
    }

    NoDifferenceException(String reason, Exception cause) {
        super(reason, cause);
    }
}
