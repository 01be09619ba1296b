package cloze.token;

/**
 * Greedy longest match, as in the reference's WordpieceTokenizer: the longest piece that begins the word, then
 * repeatedly the longest ## piece that continues it. A word that cannot be completed is a single [UNK].
 *
 * <p>Reads each character once. Where a walk ends, {@link Failures} tells how to continue, so the time is linear in the
 * length of the word, whatever the vocabulary (Song et al., "Fast WordPiece Tokenization", 2021, algorithm 1).
 */
final class WordPiece implements WordLookup {
    private static final long serialVersionUID = 1L;

    private final PieceTrie trie;
    private final Failures failures;
    private final int unknown;
    private final int longest;

    WordPiece(PieceTrie trie, int unknown, int longest) {
        this.trie = trie;
        this.failures = new Failures(trie);
        this.unknown = unknown;
        this.longest = longest;
    }

    @Override
    public void append(char[] characters, int start, int end, IdBuffer out) {
        int before = out.size();
        if (WordLookup.isTooLong(characters, start, end, longest) || walk(characters, start, end, out) < 0) {
            out.truncate(before);
            out.add(unknown);
        }
    }

    /**
     * Appends the pieces of a word that is not empty.
     *
     * @return the number of steps: lookups of edges and failures followed, with at least one lookup per character.
     *     Negative if no pieces spell the word; the appended pieces are then invalid.
     */
    int walk(char[] characters, int start, int end, IdBuffer out) {
        int steps = 0;
        int node = PieceTrie.ROOT;
        for (int i = start; i < end; i++) {
            int next = trie.child(node, characters[i]);
            steps++;
            while (next == PieceTrie.NONE) {
                node = failures.follow(node, out);
                if (node == PieceTrie.NONE) {
                    return -steps;
                }
                next = trie.child(node, characters[i]);
                steps += 2;
            }
            node = next;
        }
        while (node != PieceTrie.CONTINUATION) {
            node = failures.follow(node, out);
            steps++;
            if (node == PieceTrie.NONE) {
                return -steps;
            }
        }
        return steps;
    }
}
