/**
 * One averaging round: every worker fits its minibatches from the same start, and where the workers end is averaged in the workers' order.
 *
 * <p>{@link RoundTrainer} is what the training loop sees, {@link RoundTrainers} how it gets one. {@link AveragingTrainer} is the trainer there is: it sends states
 * out, has a {@link RoundStage} fit, and hands the ends to {@link cloze.train.synchronisation.Synchronisation}. Stages differ in what carries the
 * work to the executors; what is done there is {@link WorkerRound} for all of them, so that all give the same weights to the bit.
 */
package cloze.train.averaging;
