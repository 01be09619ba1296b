package cloze.vocabulary;

import cloze.error.InvalidInputException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The pieces of a model. A piece's id is its index in the list. Immutable; always contains the five specials. A piece
 * that is listed twice keeps the later id, as in the reference's load_vocab.
 */
public final class Vocabulary implements Serializable {
    private static final long serialVersionUID = 1L;

    public static final String PAD = "[PAD]";
    public static final String UNK = "[UNK]";
    public static final String CLS = "[CLS]";
    public static final String SEP = "[SEP]";
    public static final String MASK = "[MASK]";

    /** The pieces that every BERT vocabulary contains. */
    public static final List<String> SPECIALS = List.of(PAD, UNK, CLS, SEP, MASK);

    /** Prefix of a piece that continues a word. */
    public static final String CONTINUATION = "##";

    private final ArrayList<String> pieces;
    private final HashMap<String, Integer> ids;

    private Vocabulary(List<String> pieces) {
        this.pieces = new ArrayList<>(pieces);
        this.ids = new HashMap<>(pieces.size() * 2);
        for (int id = 0; id < pieces.size(); id++) {
            ids.put(pieces.get(id), id);
        }
    }

    /**
     * Creates a vocabulary of {@code pieces}, given in id order.
     *
     * @param origin where the pieces come from, for the message
     * @throws InvalidInputException if a special piece is missing
     */
    public static Vocabulary of(List<String> pieces, String origin) {
        var vocabulary = new Vocabulary(pieces);
        List<String> missing = SPECIALS.stream()
                .filter(piece -> !vocabulary.ids.containsKey(piece))
                .toList();
        if (!missing.isEmpty()) {
            throw new InvalidInputException(
                    "Vocabulary %s: %s missing among %d pieces; a BERT vocabulary has %s, one piece per line"
                            .formatted(origin, String.join(", ", missing), pieces.size(), String.join(" ", SPECIALS)));
        }
        return vocabulary;
    }

    /** Returns the number of ids, V. */
    public int size() {
        return pieces.size();
    }

    /** Returns the pieces in id order. */
    public List<String> pieces() {
        return List.copyOf(pieces);
    }

    public String piece(int id) {
        return pieces.get(id);
    }

    public OptionalInt id(String piece) {
        Integer id = ids.get(piece);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /** Returns the ids of the pieces that do not begin a word. */
    public BitSet continuations() {
        var ids = new BitSet();
        for (int id = 0; id < pieces.size(); id++) {
            ids.set(id, pieces.get(id).startsWith(CONTINUATION));
        }
        return ids;
    }

    /** Maps every piece to its id. */
    public Map<String, Integer> ids() {
        return Map.copyOf(ids);
    }

    public int pad() {
        return ids.get(PAD);
    }

    public int unk() {
        return ids.get(UNK);
    }

    public int cls() {
        return ids.get(CLS);
    }

    public int sep() {
        return ids.get(SEP);
    }

    public int mask() {
        return ids.get(MASK);
    }

    /** Compares pieces and their order. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Vocabulary vocabulary && pieces.equals(vocabulary.pieces);
    }

    @Override
    public int hashCode() {
        return pieces.hashCode();
    }

    @Override
    public String toString() {
        return "Vocabulary[%d pieces]".formatted(size());
    }
}
