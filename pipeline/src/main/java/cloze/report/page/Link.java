package cloze.report.page;

/**
 * A link to a file beside the page.
 *
 * @param text plain text
 * @param file path relative to the page
 */
public record Link(String text, String file) {}
