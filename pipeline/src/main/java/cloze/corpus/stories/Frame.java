package cloze.corpus.stories;

import java.util.ArrayList;
import java.util.List;

/**
 * A way to tell one step: as many tokens in every story.
 *
 * @param parts one per token, the full stop included
 */
public record Frame(List<Part> parts) {
    public Frame {
        parts = List.copyOf(parts);
    }

    /** Reads a frame as it is written: tokens between spaces, slots in capitals. */
    static Frame parse(String written) {
        List<Part> parts = new ArrayList<>();
        for (String token : Words.of(written)) {
            boolean isSlot = Character.isUpperCase(token.charAt(0));
            parts.add(isSlot ? Slot.valueOf(token) : new Part.Word(token));
        }
        return new Frame(parts);
    }
}
