package cloze.corpus.stories;

import java.util.ArrayList;
import java.util.List;

/**
 * A way to tell one step, with the same number of tokens in every story.
 *
 * @param parts one per token, including the full stop
 */
public record Frame(List<Part> parts) {
    public Frame {
        parts = List.copyOf(parts);
    }

    /** Parses a frame: tokens separated by spaces, slots in capitals. */
    static Frame parse(String written) {
        List<Part> parts = new ArrayList<>();
        for (String token : Words.of(written)) {
            boolean isSlot = Character.isUpperCase(token.charAt(0));
            parts.add(isSlot ? Slot.valueOf(token) : new Part.Word(token));
        }
        return new Frame(parts);
    }
}
