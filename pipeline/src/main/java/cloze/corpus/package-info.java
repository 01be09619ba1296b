/**
 * Reads files or a generated language as {@link cloze.dataset.Documents}.
 *
 * <p>The entry point is {@link cloze.corpus.ReadDocuments}. The driver cuts files into byte ranges, and all cores read
 * them; a document is read by the range in which it begins. Rows that are not documents are collected separately, with
 * a reason. A document's id and split depend only on its text and the seed.
 */
package cloze.corpus;
