package cloze.report.chart;

/**
 * A reference value, drawn as a line across the whole plot.
 *
 * @param name its label
 * @param value its position on the axis
 */
public record Level(String name, double value) {}
