package cloze.report.chart;

/**
 * A value to compare with, drawn across the whole plot.
 *
 * @param name as it is labelled
 * @param value where it lies
 */
public record Level(String name, double value) {}
