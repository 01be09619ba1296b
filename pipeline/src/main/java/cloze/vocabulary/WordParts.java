package cloze.vocabulary;

import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Which pieces can be parts of longer words: those that continue a word, and ideographs, of which the tokenizer makes a word each. All that
 * finding whole words among token ids needs of a vocabulary: one bit per piece and 8 bytes per ideograph. Immutable.
 */
public final class WordParts implements Serializable {
    private static final long serialVersionUID = 1L;

    private final BitSet continuations;

    /** Ids of the pieces that are one ideograph, ascending. */
    private final int[] ideographIds;

    /** The ideographs these are, as code points. */
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

    /** Every piece a word. */
    public static WordParts none() {
        return new WordParts(new BitSet(), new int[0], new int[0]);
    }

    private static boolean isIdeograph(String piece) {
        int first = piece.codePointAt(0);
        return piece.length() == Character.charCount(first) && CharacterClass.isIdeograph(first);
    }

    /** Whether piece {@code id} begins with ##. */
    public boolean continuesWord(int id) {
        return continuations.get(id);
    }

    /** The code point of the ideograph that piece {@code id} is, if it is one. */
    public OptionalInt ideograph(int id) {
        int index = Arrays.binarySearch(ideographIds, id);
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(ideographs[index]);
    }

    @Override
    public String toString() {
        return "WordParts[%d continuations, %d ideographs]".formatted(continuations.cardinality(), ideographIds.length);
    }
}
