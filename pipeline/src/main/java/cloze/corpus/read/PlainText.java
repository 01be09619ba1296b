package cloze.corpus.read;

import cloze.input.InvalidUtf8Exception;
import cloze.input.Utf8;

/** Decodes text: strict UTF-8, with line ends normalized to {@code \n}. */
final class PlainText {
    private PlainText() {}

    /**
     * Where bytes come from, for messages.
     *
     * @param file path of the file
     * @param line number of the line, from 1; {@value #UNKNOWN_LINE} if unknown
     * @param offset of the first byte
     * @param unit what the offset refers to: the file, the unpacked file, or a row's text
     */
    record Place(String file, long line, long offset, String unit) {
        static final long UNKNOWN_LINE = 0;

        /** A place whose line is unknown. */
        Place(String file, long offset, String unit) {
            this(file, UNKNOWN_LINE, offset, unit);
        }

        /** Describes the place {@code bytes} after this one. */
        String describe(long bytes) {
            String known = line == UNKNOWN_LINE ? "" : "line %d, ".formatted(line);
            return "File %s, %sbyte %d of %s".formatted(file, known, offset + bytes, unit);
        }

        /** Describes bytes of this place that are not UTF-8. */
        InvalidTextException invalid(InvalidUtf8Exception bytes) {
            return new InvalidTextException(
                    RejectionReason.INVALID_UTF8,
                    "%s: %s".formatted(describe(bytes.index()), bytes.describe(offset + bytes.index() == 0)),
                    bytes);
        }
    }

    /**
     * Decodes {@code bytes[from, to)} and converts {@code \r\n} and {@code \r} to {@code \n}.
     *
     * @throws InvalidTextException at the first byte that is not UTF-8
     */
    static String decode(byte[] bytes, int from, int to, Place place) throws InvalidTextException {
        try {
            return withLineFeeds(Utf8.decode(bytes, from, to));
        } catch (InvalidUtf8Exception e) {
            throw place.invalid(e);
        }
    }

    /** Converts {@code \r\n} and {@code \r} to {@code \n}. */
    static String withLineFeeds(String text) {
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }
}
