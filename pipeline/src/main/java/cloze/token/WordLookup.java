package cloze.token;

import cloze.config.VocabularyConfig.Kind;
import cloze.vocabulary.Vocabulary;
import java.io.Serializable;

/** Maps one word to its ids. Immutable and thread-safe. */
sealed interface WordLookup extends Serializable permits WordPiece, WholeWord {
    /** Appends the ids of the word {@code characters[start, end)}, at least one. */
    void append(char[] characters, int start, int end, IdBuffer out);

    static WordLookup of(Vocabulary vocabulary, Kind kind, int longest) {
        var trie = new PieceTrie(vocabulary.pieces());
        return switch (kind) {
            case WORDPIECE -> new WordPiece(trie, vocabulary.unk(), longest);
            case WORDS -> new WholeWord(trie, vocabulary.unk(), longest);
        };
    }

    /** Returns whether a word has more than {@code longest} code points. */
    static boolean isTooLong(char[] characters, int start, int end, int longest) {
        return end - start > longest && Character.codePointCount(characters, start, end - start) > longest;
    }
}
