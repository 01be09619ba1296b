package cloze.corpus.read;

import java.util.Locale;

/** Why a row of a file is not a document. */
enum RejectionReason {
    /** Only white space. */
    BLANK_TEXT,
    /** The text's column or field is null. */
    NULL_TEXT,
    /** Bytes that are not UTF-8. */
    INVALID_UTF8,
    /** A line that is not a JSON object with a string as its text. */
    INVALID_JSON;

    /** Returns the name used in tables, in lower case. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
