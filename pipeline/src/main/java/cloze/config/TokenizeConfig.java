package cloze.config;

/**
 * The output of the tokenize job.
 *
 * @param pieces whether to print pieces instead of ids
 */
public record TokenizeConfig(boolean pieces) {}
