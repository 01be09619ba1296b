package cloze.vocabulary;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Pieces that stand for themselves: where a text has one as written, and not as a part of a longer word, it is one word, whatever case and
 * punctuation would make of it. Where several begin at one place the longest counts.
 */
final class ReservedPieces {
    private final Map<Character, List<String>> byFirst;

    ReservedPieces(Collection<String> pieces) {
        this.byFirst = pieces.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .collect(Collectors.groupingBy(piece -> piece.charAt(0)));
    }

    boolean isEmpty() {
        return byFirst.isEmpty();
    }

    /**
     * The length of the piece that begins at {@code position}, in UTF-16 units; 0: none does.
     *
     * @param from where the stretch begins that is looked at
     * @param to where it ends
     */
    int lengthAt(String text, int position, int from, int to) {
        List<String> candidates = byFirst.get(text.charAt(position));
        if (candidates == null) {
            return 0;
        }
        for (String piece : candidates) {
            int end = position + piece.length();
            if (end <= to
                    && text.startsWith(piece, position)
                    && (position == from || !joins(text.codePointBefore(position), text.codePointAt(position)))
                    && (end == to || !joins(text.codePointBefore(end), text.codePointAt(end)))) {
                return piece.length();
            }
        }
        return 0;
    }

    /** Whether two neighbours are within one word: a piece that begins or ends with a sign has no word to be a part of. */
    private static boolean joins(int left, int right) {
        return Character.isLetterOrDigit(left) && Character.isLetterOrDigit(right);
    }
}
