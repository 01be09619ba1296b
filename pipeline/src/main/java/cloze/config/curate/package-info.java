/** The section {@code curate}: which documents are removed from a corpus, and what of their text is replaced. */
package cloze.config.curate;
