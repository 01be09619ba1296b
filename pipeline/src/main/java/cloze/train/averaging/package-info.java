/**
 * One averaging round: every worker fits its minibatches from the same start, and the end states are averaged in the
 * order of the workers.
 *
 * <p>The training loop uses {@link RoundTrainer}, and obtains one from {@link RoundTrainers}. {@link AveragingTrainer}
 * sends states, runs a {@link RoundStage}, and passes the end states to
 * {@link cloze.train.synchronisation.Synchronisation} on the driver. The trainer in the package slice does so on the
 * executors. Stages differ in how they carry the work to the executors. All
 * of them run {@link WorkerRound} there, so all yield the same weights to the bit.
 */
package cloze.train.averaging;
