package cloze.curate.personal;

import cloze.config.curate.PersonalDataConfig.Kind;

/**
 * A stretch of a text that is personal data.
 *
 * @param kind what it is
 * @param start offset of its first character
 * @param end offset behind its last character
 */
public record Span(Kind kind, int start, int end) {}
