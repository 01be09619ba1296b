/**
 * Files or a generated language -> {@link cloze.dataset.Documents}.
 *
 * <p>{@link cloze.corpus.ReadDocuments} is the way in. Files are cut into byte ranges on the driver and read by every core, each document
 * by the range in which it begins; rows that are no documents are found beside them, with the reason. What a document is called and to which
 * split it belongs depends on its text and the seed alone.
 */
package cloze.corpus;
