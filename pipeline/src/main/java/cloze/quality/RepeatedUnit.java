package cloze.quality;

import java.util.Arrays;

/** The kinds of text whose repetition is measured. */
enum RepeatedUnit {
    /** Documents with equal text, byte by byte. They all belong to one split. */
    DOCUMENT_TEXT(0),
    /** Documents with equal tokens. Case, accents and white space may differ. */
    DOCUMENT_TOKENS(1),
    /** Sentences of up to {@value #SHORT_SENTENCE} tokens, which often recur by chance. */
    SHORT_SENTENCE_TOKENS(2),
    /** Longer sentences. Repetition means copied text or a small language. */
    LONG_SENTENCE_TOKENS(3);

    static final int SHORT_SENTENCE = 5;

    /** Represents the unit in rows. */
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
