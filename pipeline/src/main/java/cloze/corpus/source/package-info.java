/**
 * Reads what a Spark session can read as rows of {@link cloze.corpus.read.FoundTexts}: tables and views of catalogs, queries, and
 * formats by name. {@link cloze.corpus.source.TableTexts} is the entry point; {@link cloze.corpus.source.TableVersions} fixes the
 * versions that a run reads, and {@link cloze.corpus.source.TableIdentities} detects changes where there are no versions.
 */
package cloze.corpus.source;
