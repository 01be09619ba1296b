/** Documents to documents with verdicts: duplicates, languages, quality rules, personal data, texts of evaluation sets. */
package cloze.curate;
