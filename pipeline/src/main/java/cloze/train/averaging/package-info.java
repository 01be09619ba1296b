/**
 * One averaging round: every worker fits its minibatches from the same start, and the workers' end states are averaged in the workers' order.
 * {@link RoundTrainer} is the interface behind which a round runs.
 */
package cloze.train.averaging;
