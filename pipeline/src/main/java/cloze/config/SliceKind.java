package cloze.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A property by which evaluation tells answers apart. */
public enum SliceKind {
    /** How frequent the hidden piece is in training. */
    FREQUENCY,
    /** What the hidden word is there for, in a language that says so. */
    WORD_CLASS,
    /** What the network sees in its place: [MASK], the piece itself, another one. */
    STANDING,
    /** Its place in the sequence. */
    POSITION,
    /** Tokens of the sequence. */
    LENGTH,
    /** Whether the best reader needs the other sentence for its answer; where ceilings are known. */
    SENTENCE,
    /** Whether the second sentence is next or random. */
    PAIR;

    /** Whether it is a property of the pair, so that next-sentence answers have it too. */
    public boolean isOfPair() {
        return this == LENGTH || this == PAIR;
    }

    /** As written in a file and in tables: {@code word-class}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<SliceKind> of(String key) {
        return Arrays.stream(values()).filter(kind -> kind.key().equals(key)).findFirst();
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(SliceKind::key).toList();
    }
}
