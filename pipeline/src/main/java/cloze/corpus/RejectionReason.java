package cloze.corpus;

import java.util.Locale;

/** Why a row of a file is no document. */
enum RejectionReason {
    /** Nothing but white space. */
    BLANK_TEXT,
    /** The text's column or field is null. */
    NULL_TEXT,
    /** Bytes that are not UTF-8. */
    INVALID_UTF8,
    /** A line that is no JSON object with a string as text. */
    INVALID_JSON;

    /** Whether the file is not what it is said to be, so that {@code corpus.on-invalid} decides. */
    boolean isFault() {
        return this == INVALID_UTF8 || this == INVALID_JSON;
    }

    /** As it stands in tables. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
