/**
 * Splits text into words and trains vocabularies: the reference's basic tokenizer, word counts on Spark, the WordPiece
 * trainer and the vocab.txt file.
 */
package cloze.vocabulary;
