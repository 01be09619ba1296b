/**
 * Runs rounds with Deeplearning4j's Spark trainer. Nothing outside this package knows that trainer, and nothing in it
 * knows how states are averaged.
 *
 * <p>The interface of that trainer causes several detours:
 *
 * <ul>
 *   <li>Its fitPaths takes minibatches as paths. References are therefore formatted as paths, and parsed again by
 *       {@link MinibatchLoader}.
 *   <li>It does not take the task of a round as an argument. {@link AveragingMaster} receives the task before each
 *       call, and returns the outcomes after it. The counters of the driver's own graph, which Deeplearning4j would
 *       send, are not used, because it drops them when it copies a graph configuration.
 *   <li>Its workers start from its own broadcast, and its results carry whole arrays. Both are passed to the
 *       superclasses as null; {@link AveragingWorker} and {@link WorkerResult} override everything that would read
 *       them.
 *   <li>Its worker loop merges minibatches that are smaller than the configured size; {@link FitPartition} replaces it.
 *   <li>A schedule has two counters as arguments, iteration and epoch. The share of the time budget is passed as the
 *       second one. This follows from Deeplearning4j's network, not from its trainer;
 *       {@link cloze.train.optimiser.LearningRate} gives the reason, and every replica sets the counter.
 * </ul>
 */
package cloze.train.averaging.dl4j;
