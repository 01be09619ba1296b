package cloze.token;

import java.io.Serializable;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What greedy longest match does at each node of a trie of pieces when the next character has no edge there. It emits
 * the pieces found so far in the characters that lead to the node, and moves to the node that the remaining characters
 * lead to below ## (Song et al., "Fast WordPiece Tokenization", 2021, section 3.2 and algorithm 2). Immutable once
 * built.
 *
 * <p>Words never begin with ##. A walk that reaches the node of ## itself has therefore assigned every character to a
 * piece.
 */
final class Failures implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int[] NOTHING = {};

    private final int[] targets;

    /** The pieces emitted on a failure at node n are {@code pieces[starts[n]] .. pieces[starts[n + 1] - 1]}. */
    private final int[] starts;

    private final int[] pieces;

    Failures(PieceTrie trie) {
        int size = trie.size();
        int[] parents = new int[size];
        char[] characters = new char[size];
        trie.edges((parent, character, child) -> {
            parents[child] = parent;
            characters[child] = character;
        });
        targets = new int[size];
        int[][] found = new int[size][];
        for (int node : shallowFirst(parents)) {
            if (node == PieceTrie.ROOT || node == PieceTrie.CONTINUATION) {
                targets[node] = PieceTrie.NONE;
                found[node] = NOTHING;
            } else if (trie.piece(node) != PieceTrie.NONE) {
                targets[node] = PieceTrie.CONTINUATION;
                found[node] = new int[] {trie.piece(node)};
            } else {
                found[node] = failAsParent(trie, node, parents[node], characters[node], found);
            }
        }
        starts = new int[size + 1];
        for (int node = 0; node < size; node++) {
            starts[node + 1] = starts[node] + found[node].length;
        }
        pieces = new int[starts[size]];
        for (int node = 0; node < size; node++) {
            System.arraycopy(found[node], 0, pieces, starts[node], found[node].length);
        }
    }

    /**
     * Handles a node where no piece ends: fails like the parent, until the character that leads from the parent to the
     * node has an edge.
     */
    private int[] failAsParent(PieceTrie trie, int node, int parent, char character, int[][] found) {
        var ids = new IdBuffer();
        int from = parent;
        int next = PieceTrie.NONE;
        while (next == PieceTrie.NONE && targets[from] != PieceTrie.NONE) {
            ids.addAll(found[from]);
            from = targets[from];
            next = trie.child(from, character);
        }
        targets[node] = next;
        return next == PieceTrie.NONE ? NOTHING : ids.toArray();
    }

    /** Sorts all nodes by depth, measured from the root or from ##: a failure leads to a shallower node. */
    private static int[] shallowFirst(int[] parents) {
        int[] depths = new int[parents.length];
        for (int node = 1; node < parents.length; node++) {
            depths[node] = node == PieceTrie.CONTINUATION ? 0 : depths[parents[node]] + 1;
        }
        return IntStream.range(0, parents.length)
                .boxed()
                .sorted(Comparator.comparingInt(node -> depths[node]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * Appends the pieces emitted at {@code node} and returns the node to continue from; {@link PieceTrie#NONE} if no
     * pieces spell the word.
     */
    int follow(int node, IdBuffer out) {
        for (int i = starts[node]; i < starts[node + 1]; i++) {
            out.add(pieces[i]);
        }
        return targets[node];
    }
}
