/**
 * Converts tokenized documents to sentence pairs. The rules are plain Java on single documents
 * ({@link cloze.pair.PairingRule}, {@link cloze.pair.Truncation}). {@link cloze.pair.PairSentences} sends the requests
 * for a second segment to the documents that answer them.
 */
package cloze.pair;
