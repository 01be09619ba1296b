/**
 * Tokenized documents to sentence pairs. The rules are plain Java over one document
 * ({@link cloze.pair.PairingRule}, {@link cloze.pair.Truncation}); {@link cloze.pair.PairSentences} carries the requests for a second
 * segment to the documents that answer them.
 */
package cloze.pair;
