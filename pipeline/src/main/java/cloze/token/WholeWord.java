package cloze.token;

/** Maps each word to one piece, or to [UNK]. */
final class WholeWord implements WordLookup {
    private static final long serialVersionUID = 1L;

    private final PieceTrie trie;
    private final int unknown;
    private final int longest;

    WholeWord(PieceTrie trie, int unknown, int longest) {
        this.trie = trie;
        this.unknown = unknown;
        this.longest = longest;
    }

    @Override
    public void append(char[] characters, int start, int end, IdBuffer out) {
        int node = PieceTrie.ROOT;
        if (WordLookup.isTooLong(characters, start, end, longest)) {
            node = PieceTrie.NONE;
        }
        for (int i = start; i < end && node != PieceTrie.NONE; i++) {
            node = trie.child(node, characters[i]);
        }
        boolean known = node != PieceTrie.NONE && trie.piece(node) != PieceTrie.NONE;
        out.add(known ? trie.piece(node) : unknown);
    }
}
