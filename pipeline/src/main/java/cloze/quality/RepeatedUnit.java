package cloze.quality;

import java.util.Arrays;

/** What may occur twice. */
enum RepeatedUnit {
    /** Documents of equal text, byte by byte: one split holds all of them. */
    DOCUMENT_TEXT(0),
    /** Documents of equal tokens: case, accents and white space may differ. */
    DOCUMENT_TOKENS(1),
    /** Sentences that everybody says: up to {@value #SHORT_SENTENCE} tokens. */
    SHORT_SENTENCE_TOKENS(2),
    /** Longer sentences: who says the same has copied it, or speaks a small language. */
    LONG_SENTENCE_TOKENS(3);

    static final int SHORT_SENTENCE = 5;

    /** Stands for the unit in rows. */
    private final int code;

    RepeatedUnit(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static RepeatedUnit of(int code) {
        return Arrays.stream(values())
                .filter(unit -> unit.code == code)
                .findFirst()
                .orElseThrow();
    }

    static RepeatedUnit ofSentence(int tokens) {
        return tokens > SHORT_SENTENCE ? LONG_SENTENCE_TOKENS : SHORT_SENTENCE_TOKENS;
    }
}
