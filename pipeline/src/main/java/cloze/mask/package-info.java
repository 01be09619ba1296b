/**
 * Sentence pairs to masked examples: which positions the model has to predict ({@link cloze.mask.PositionSelection}; whole words: {@link cloze.mask.WordEnds}) and what stands there
 * instead ({@link cloze.mask.Masking}).
 */
package cloze.mask;
