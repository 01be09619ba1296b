package cloze.config;

/**
 * What the tokenize job prints.
 *
 * @param pieces pieces instead of ids
 */
public record TokenizeConfig(boolean pieces) {}
