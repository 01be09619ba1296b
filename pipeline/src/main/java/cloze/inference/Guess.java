package cloze.inference;

/**
 * A piece that may stand at a [MASK].
 *
 * @param piece as the vocabulary has it; ## in front: it continues the word before
 * @param id its id
 * @param probability in [0, 1], among all pieces
 */
public record Guess(String piece, int id, double probability) {}
