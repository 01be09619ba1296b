package cloze.token;

import cloze.config.VocabularyConfig.Kind;
import cloze.vocabulary.Vocabulary;
import java.io.Serializable;

/** Maps one word to its ids. Immutable and thread-safe. */
sealed interface WordLookup extends Serializable permits WordPiece, WholeWord {
    /**
     * Words longer than this, in code points, become [UNK]: max_input_chars_per_word of the reference's
     * WordpieceTokenizer.
     */
    int LONGEST_WORD = 200;

    /** Appends the ids of the word {@code characters[start, end)}, at least one. */
    void append(char[] characters, int start, int end, IdBuffer out);

    static WordLookup of(Vocabulary vocabulary, Kind kind) {
        var trie = new PieceTrie(vocabulary.pieces());
        return switch (kind) {
            case WORDPIECE -> new WordPiece(trie, vocabulary.unk());
            case WORDS -> new WholeWord(trie, vocabulary.unk());
        };
    }

    static boolean isTooLong(char[] characters, int start, int end) {
        return end - start > LONGEST_WORD && Character.codePointCount(characters, start, end - start) > LONGEST_WORD;
    }
}
