package cloze.input;

/** Says which byte is the first that is not UTF-8. */
public final class InvalidUtf8Exception extends Exception {
    private static final long serialVersionUID = 1L;

    private final int index;
    private final byte bad;

    InvalidUtf8Exception(int index, byte bad) {
        super("0x%02X is not valid UTF-8".formatted(bad));
        this.index = index;
        this.bad = bad;
    }

    /** Returns the number of valid bytes before the first bad one. */
    public int index() {
        return index;
    }

    /**
     * Says what is wrong, and what to do.
     *
     * @param firstOfFile whether the bad byte is the first one of its file
     */
    public String describe(boolean firstOfFile) {
        // UTF-16 files begin with this byte-order mark, in either byte order.
        boolean utf16 = firstOfFile && (bad == (byte) 0xff || bad == (byte) 0xfe);
        return "%s. Text must be UTF-8; convert the file first, for example: iconv -f %s -t UTF-8 FILE > CONVERTED"
                .formatted(getMessage(), utf16 ? "UTF-16" : "WINDOWS-1252");
    }
}
