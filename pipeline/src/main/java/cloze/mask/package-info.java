/**
 * Sentence pairs to masked examples: which positions the model has to predict ({@link cloze.mask.PositionSelection}) and what stands there
 * instead ({@link cloze.mask.Masking}).
 */
package cloze.mask;
