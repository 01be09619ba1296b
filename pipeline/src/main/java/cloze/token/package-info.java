/**
 * Converts words to token ids: WordPiece and whole-word tokenizers, the stage that applies them, and the coverage of a
 * vocabulary.
 */
package cloze.token;
