package cloze.config;

/**
 * What goes with an exported model.
 *
 * @param evaluation the output of an evaluate run of the same model, whose metrics its card shows; empty: those of the training log
 */
public record ExportConfig(String evaluation) {}
