/**
 * Converts sentence pairs to masked examples: which positions the model has to predict
 * ({@link cloze.mask.PositionSelection}; for whole words {@link cloze.mask.WordEnds}), and what replaces them
 * ({@link cloze.mask.Masking}).
 */
package cloze.mask;
