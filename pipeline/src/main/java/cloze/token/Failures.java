package cloze.token;

import java.io.Serializable;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * For each node of a trie of pieces, what greedy longest match does when the next character has no edge there: the pieces it has by then
 * found in the characters that lead to the node, and the node the remaining characters lead to below ## (Song et al., "Fast WordPiece
 * Tokenization", 2021, section 3.2 and algorithm 2). Immutable once built.
 *
 * <p>Words never begin with ##, so the node of ## itself is where every character belongs to a piece that was found.
 */
final class Failures implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int[] NOTHING = {};

    private final int[] targets;

    /** The pieces found on failing at node n are {@code pieces[starts[n]] .. pieces[starts[n + 1] - 1]}. */
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

    /** No piece ends at {@code node}: fails as its parent does, until the character that leads from there to the node has an edge. */
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

    /** All nodes by their distance from the root, or below ## from there: a failure leads to a nearer node. */
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

    /** Appends the pieces found by {@code node} and returns where to go on; {@link PieceTrie#NONE}: no pieces make such a word. */
    int follow(int node, IdBuffer out) {
        for (int i = starts[node]; i < starts[node + 1]; i++) {
            out.add(pieces[i]);
        }
        return targets[node];
    }
}
