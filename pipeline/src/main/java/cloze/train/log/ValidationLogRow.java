package cloze.train.log;

/**
 * One measurement on held-out examples in the validation log.
 *
 * @param round the round it was made after, from 0
 * @param step steps of the run done before it
 * @param metrics what was measured
 * @param best whether the masked-word loss fell below the best one before by the gain asked for; true for the first
 */
public record ValidationLogRow(int round, int step, TaskMetrics metrics, boolean best) {}
