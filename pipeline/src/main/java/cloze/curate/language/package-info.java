/** The language of a text. */
package cloze.curate.language;
