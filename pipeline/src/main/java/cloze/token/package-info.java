/** From words to token ids: WordPiece and whole-word tokenizers, the stage that applies them, and what a vocabulary covers. */
package cloze.token;
