/**
 * AdamW as defined by google-research/bert ({@code optimization.py}), with gradient clipping, in one pass over memory.
 *
 * <p>Deeplearning4j updates parameters in several passes, and has no hook for the norm of the whole gradient. Three
 * classes work around this. {@link GradientClipping} is a listener that measures the norm and stores the clipping
 * factor in a field. {@link FusedUpdater} reads that field, and updates moments and parameters in one pass.
 * {@link NoOpAccumulator} swallows the step that Deeplearning4j would make afterwards.
 */
package cloze.train.optimiser;
