/** The published rules about the text of a document, in plain Java. */
package cloze.curate.rule;
