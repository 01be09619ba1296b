/**
 * Rounds through Deeplearning4j's Spark trainer. Nothing outside this package knows that trainer, and nothing in it knows how states are averaged.
 *
 * <p>What here looks roundabout follows from that trainer's interface:
 *
 * <ul>
 *   <li>Its fitPaths takes minibatches as paths. A reference is therefore written as one and parsed again by {@link MinibatchLoader}.
 *   <li>It takes the task of a round from no argument: {@link AveragingMaster} is told before each call and asked for the outcomes after it. The counters
 *       of the driver's own graph, which Deeplearning4j would send, are not used: its copy of a graph configuration drops them.
 *   <li>Its workers take their start from a broadcast of its own, and its results carry whole arrays. Both are handed to the superclasses as
 *       null: {@link AveragingWorker} and {@link WorkerResult} override everything that would read them.
 *   <li>Its worker loop joins minibatches that are smaller than the configured size; {@link FitPartition} replaces it.
 *   <li>A schedule is asked with two counters, iteration and epoch. The share of the time budget travels as the second one, which is
 *       Deeplearning4j's network, not its trainer: {@link cloze.train.optimiser.WarmupLinearDecay} says why, and every replica sets it.
 * </ul>
 */
package cloze.train.averaging.dl4j;
