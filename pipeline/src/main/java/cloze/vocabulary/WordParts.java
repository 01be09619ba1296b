package cloze.vocabulary;

import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Tells which pieces can be part of a longer word: pieces that continue a word, and ideographs, each of which the
 * tokenizer makes a word. This is all that finding whole words among token ids needs of a vocabulary. Takes one bit per
 * piece and 8 bytes per ideograph. Immutable.
 */
public final class WordParts implements Serializable {
    private static final long serialVersionUID = 1L;

    private final BitSet continuations;

    /** Ids of the pieces that are a single ideograph, ascending. */
    private final int[] ideographIds;

    /** Code points of these ideographs, in the order of {@link #ideographIds}. */
    private final int[] ideographs;

    private WordParts(BitSet continuations, int[] ideographIds, int[] ideographs) {
        this.continuations = continuations;
        this.ideographIds = ideographIds;
        this.ideographs = ideographs;
    }

    public static WordParts of(Vocabulary vocabulary) {
        List<String> pieces = vocabulary.pieces();
        var continuations = new BitSet();
        IntStream.range(0, pieces.size())
                .filter(id -> pieces.get(id).startsWith(Vocabulary.CONTINUATION))
                .forEach(continuations::set);
        int[] ids = IntStream.range(0, pieces.size())
                .filter(id -> isIdeograph(pieces.get(id)))
                .toArray();
        int[] ideographs =
                IntStream.of(ids).map(id -> pieces.get(id).codePointAt(0)).toArray();
        return new WordParts(continuations, ids, ideographs);
    }

    /** Treats every piece as a word. */
    public static WordParts none() {
        return new WordParts(new BitSet(), new int[0], new int[0]);
    }

    private static boolean isIdeograph(String piece) {
        int first = piece.codePointAt(0);
        return piece.length() == Character.charCount(first) && CharacterClass.isIdeograph(first);
    }

    /** Returns whether piece {@code id} begins with ##. */
    public boolean continuesWord(int id) {
        return continuations.get(id);
    }

    /** Returns the code point of piece {@code id} if the piece is a single ideograph. */
    public OptionalInt ideograph(int id) {
        int index = Arrays.binarySearch(ideographIds, id);
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(ideographs[index]);
    }

    @Override
    public String toString() {
        return "WordParts[%d continuations, %d ideographs]".formatted(continuations.cardinality(), ideographIds.length);
    }
}
