package cloze.token;

import cloze.vocabulary.Vocabulary;

/**
 * Greedy longest match, as the reference's WordpieceTokenizer: the longest piece that begins the word, then the longest ## piece that
 * goes on, and so forth. A word with a remainder no piece begins is one [UNK] as a whole.
 */
final class WordPiece implements WordLookup {
    private static final long serialVersionUID = 1L;

    private final PieceTrie trie;
    private final int unknown;
    private final int continuation;

    WordPiece(PieceTrie trie, int unknown) {
        this.trie = trie;
        this.unknown = unknown;
        this.continuation = trie.node(Vocabulary.CONTINUATION);
    }

    @Override
    public void append(char[] characters, int start, int end, IdBuffer out) {
        if (WordLookup.isTooLong(characters, start, end)) {
            out.add(unknown);
            return;
        }
        int before = out.size();
        int position = start;
        while (position < end) {
            int node = position == start ? PieceTrie.ROOT : continuation;
            int longest = PieceTrie.NONE;
            int next = position;
            for (int i = position; i < end && node != PieceTrie.NONE; i++) {
                node = trie.child(node, characters[i]);
                if (node != PieceTrie.NONE && trie.piece(node) != PieceTrie.NONE) {
                    longest = trie.piece(node);
                    next = i + 1;
                }
            }
            if (longest == PieceTrie.NONE) {
                out.truncate(before);
                out.add(unknown);
                return;
            }
            out.add(longest);
            position = next;
        }
    }
}
