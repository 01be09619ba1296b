package cloze.classify;

import cloze.release.ModelWeights;

/**
 * The result of a run.
 *
 * @param weights the classifier
 * @param summary what the run did
 */
record FineTuned(ModelWeights weights, FineTuningSummary summary) {}
