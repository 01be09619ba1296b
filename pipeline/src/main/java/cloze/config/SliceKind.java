package cloze.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A property by which an evaluation divides answers into slices. */
public enum SliceKind {
    /** Frequency of the hidden piece in training. */
    FREQUENCY,
    /** Word class of the hidden word, in a language that defines word classes. */
    WORD_CLASS,
    /** The piece at the masked position: [MASK], the original or another one. */
    STANDING,
    /** The position in the sequence. */
    POSITION,
    /** Length of the sequence in tokens. */
    LENGTH,
    /** Whether the best reader needs the other sentence for its answer. Requires known ceilings. */
    SENTENCE,
    /** Whether the second sentence is next or random. */
    PAIR;

    /** Returns whether it is a property of the pair, so that it also applies to next-sentence answers. */
    public boolean isOfPair() {
        return this == LENGTH || this == PAIR;
    }

    /** Returns the key in files and tables, for example {@code word-class}. */
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
