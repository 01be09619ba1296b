/**
 * From text to words, and from words to a vocabulary: the reference's basic tokenizer, word counts on Spark, the training of WordPiece
 * vocabularies and the vocab.txt file.
 */
package cloze.vocabulary;
