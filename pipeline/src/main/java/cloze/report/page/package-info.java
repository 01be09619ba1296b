/** Pages of titles, paragraphs, tables and figures, and the two forms they are written in: HTML for a browser, Markdown for a terminal. */
package cloze.report.page;
