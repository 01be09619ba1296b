package cloze.inference;

/**
 * A candidate piece for a [MASK].
 *
 * @param piece as written in the vocabulary; ## at its beginning means that it continues the previous word
 * @param id id of the piece
 * @param probability in [0, 1], among all pieces
 */
public record Guess(String piece, int id, double probability) {}
