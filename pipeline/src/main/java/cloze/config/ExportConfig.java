package cloze.config;

/**
 * What accompanies an exported model.
 *
 * @param evaluation output of an evaluate run of the same model, whose metrics the model card shows; if empty, it shows
 *     those of the training log
 */
public record ExportConfig(String evaluation) {}
