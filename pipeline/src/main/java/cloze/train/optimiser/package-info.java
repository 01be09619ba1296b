/**
 * AdamW as google-research/bert defines it ({@code optimization.py}), with gradient clipping, in one pass over memory.
 *
 * <p>Deeplearning4j updates parameters in several passes and offers no hook for a norm over the whole gradient. Three side channels work around this:
 * {@link GradientClipping} is a listener that measures the norm and keeps the clipping factor in a field; {@link FusedUpdater} reads that field, and
 * moves moments and parameters in one pass; {@link NoOpAccumulator} swallows the step that Deeplearning4j would make afterwards.
 */
package cloze.train.optimiser;
