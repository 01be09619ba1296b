/**
 * Averages by slices, without a driver that holds states. The vectors of a state are cut into slices. One Spark job per
 * round has three stages:
 *
 * <ol>
 *   <li>Every worker fits its minibatches and sends its end state in parts, one for each slice.
 *   <li>The task of a slice receives the parts of all workers, combines them, and keeps the slice on its executor and on
 *       a second one. It sends the start of the next round to the workers, and a report to the driver.
 *   <li>A last task hands the reports to the driver.
 * </ol>
 *
 * <p>Both exchanges are Spark shuffles. A lost executor is therefore replaced by Spark itself: tasks are functions of
 * the slices of the previous round, so a repeated one yields the same bytes. The rule of combination is that of
 * {@link cloze.train.synchronisation.Synchronisation}, applied to each slice, so the weights are those of
 * {@link cloze.train.averaging.AveragingTrainer} to the bit, for any number of slices and executors.
 *
 * <p>{@link SlicedTrainer} is the entry. {@link SlicedState} is the state between two rounds.
 */
package cloze.train.averaging.slice;
