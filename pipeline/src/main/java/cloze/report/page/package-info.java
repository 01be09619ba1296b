/** Pages of titles, paragraphs, tables and figures, written as HTML for a browser or as Markdown for a terminal. */
package cloze.report.page;
