package cloze.train.log;

/**
 * The row of one measurement on held-out examples in the validation log.
 *
 * @param round the round before the measurement, from 0
 * @param step number of steps of the run done before the measurement
 * @param metrics the metrics measured
 * @param best whether the masked-word loss fell below the previous best by more than the required gain; true for the
 *     first measurement
 */
public record ValidationLogRow(int round, int step, TaskMetrics metrics, boolean best) {}
