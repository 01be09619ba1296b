package cloze.token;

import cloze.vocabulary.Vocabulary;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * A trie of all pieces over UTF-16 units, which finds the longest piece at a place in one walk. Its edges are stored in
 * one open hash table keyed by (node, character). Immutable once built.
 */
final class PieceTrie implements Serializable {
    private static final long serialVersionUID = 1L;

    /** No such node, or no piece that ends here. */
    static final int NONE = -1;

    static final int ROOT = 0;

    /** The node of ##, which every trie contains; pieces that continue a word are below it. */
    static final int CONTINUATION = Vocabulary.CONTINUATION.length();

    private static final long EMPTY = -1L;

    private long[] edges = filled(1 << 12);
    private int[] targets = new int[1 << 12];
    private int[] pieces = {NONE};
    private int nodes = 1;

    /** Receives an edge: parent node, character, child node. */
    @FunctionalInterface
    interface EdgeSink {
        void edge(int parent, char character, int child);
    }

    /** Builds the trie of {@code vocabulary}. A piece that is listed twice keeps the later id. */
    PieceTrie(List<String> vocabulary) {
        add(Vocabulary.CONTINUATION, NONE);
        for (int id = 0; id < vocabulary.size(); id++) {
            add(vocabulary.get(id), id);
        }
        pieces = Arrays.copyOf(pieces, nodes);
    }

    private void add(String piece, int id) {
        int node = ROOT;
        for (int i = 0; i < piece.length(); i++) {
            node = childOrNew(node, piece.charAt(i));
        }
        pieces[node] = id;
    }

    /** Returns the child of {@code node} for {@code character}, or {@link #NONE}. */
    int child(int node, char character) {
        long edge = ((long) node << 16) | character;
        int mask = edges.length - 1;
        int slot = slot(edge, mask);
        while (edges[slot] != edge) {
            if (edges[slot] == EMPTY) {
                return NONE;
            }
            slot = (slot + 1) & mask;
        }
        return targets[slot];
    }

    /** Returns the number of nodes. Nodes are numbered from 0; a node's number is greater than its parent's. */
    int size() {
        return nodes;
    }

    /** Passes every edge to {@code sink}, in no particular order. */
    void edges(EdgeSink sink) {
        for (int slot = 0; slot < edges.length; slot++) {
            if (edges[slot] != EMPTY) {
                sink.edge((int) (edges[slot] >>> 16), (char) edges[slot], targets[slot]);
            }
        }
    }

    /** Returns the id of the piece that ends at {@code node}, or {@link #NONE}. */
    int piece(int node) {
        return pieces[node];
    }

    private int childOrNew(int node, char character) {
        int existing = child(node, character);
        if (existing != NONE) {
            return existing;
        }
        if (nodes * 2 > edges.length) {
            rehash();
        }
        if (nodes == pieces.length) {
            pieces = Arrays.copyOf(pieces, nodes * 2);
        }
        pieces[nodes] = NONE;
        put(((long) node << 16) | character, nodes);
        return nodes++;
    }

    private void put(long edge, int target) {
        int mask = edges.length - 1;
        int slot = slot(edge, mask);
        while (edges[slot] != EMPTY) {
            slot = (slot + 1) & mask;
        }
        edges[slot] = edge;
        targets[slot] = target;
    }

    private void rehash() {
        long[] oldEdges = edges;
        int[] oldTargets = targets;
        edges = filled(oldEdges.length * 2);
        targets = new int[edges.length];
        for (int i = 0; i < oldEdges.length; i++) {
            if (oldEdges[i] != EMPTY) {
                put(oldEdges[i], oldTargets[i]);
            }
        }
    }

    private static int slot(long edge, int mask) {
        long mixed = edge * 0x9e3779b97f4a7c15L;
        return (int) (mixed >>> 32) & mask;
    }

    private static long[] filled(int length) {
        long[] table = new long[length];
        Arrays.fill(table, EMPTY);
        return table;
    }
}
