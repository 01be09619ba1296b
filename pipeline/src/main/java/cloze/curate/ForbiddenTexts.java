package cloze.curate;

import java.io.Serializable;

/**
 * What no document may contain.
 *
 * @param sets sequences of words of the texts that models are evaluated on
 * @param words blocked words and phrases
 */
record ForbiddenTexts(Contamination sets, BlockedWords words) implements Serializable {}
