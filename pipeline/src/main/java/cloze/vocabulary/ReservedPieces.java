package cloze.vocabulary;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Pieces that are kept as they are. Where a text contains one as written, and not within a longer word, it is one word,
 * regardless of casing and punctuation rules. If several begin at the same place, the longest wins.
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
     * Returns the length in UTF-16 units of the piece that begins at {@code position}; 0 if there is none.
     *
     * @param from start of the stretch to search
     * @param to end of the stretch
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

    /**
     * Returns whether two neighbours belong to one word. A piece that begins or ends with a symbol is never within a
     * word on that side.
     */
    private static boolean joins(int left, int right) {
        return Character.isLetterOrDigit(left) && Character.isLetterOrDigit(right);
    }
}
