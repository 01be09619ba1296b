package cloze.pretrain;

import cloze.artifact.PhasedExamples;
import cloze.artifact.PreparedExamples;
import cloze.dataset.Documents;
import cloze.evaluate.PieceCounts;
import java.util.Arrays;

/** How frequent each piece is among the tokens that a network learns to predict. */
final class LogFrequencies {
    private LogFrequencies() {}

    /**
     * Counts the pieces of the training examples, of the first phase if there are several. Pieces that are never masked
     * count as absent.
     *
     * @param rows rows of the word table
     * @return ln((n + 1) / (N + rows)) for each piece, where n is its count and N the sum of all counts: add-one
     *     smoothing, so that no piece is impossible
     */
    static float[] of(PhasedExamples examples, int rows) {
        PreparedExamples first = examples.phases().get(0);
        PieceCounts pieces = PieceCounts.of(
                first.pairs(Documents.TRAIN), first.vocabulary(), first.config().maskSelection());
        long[] counts = Arrays.copyOf(pieces.counts(), rows);
        double all = Arrays.stream(counts).sum() + (double) rows;
        float[] logarithms = new float[rows];
        for (int piece = 0; piece < rows; piece++) {
            // The same bits on every machine, as of the other initial weights.
            logarithms[piece] = (float) StrictMath.log((counts[piece] + 1) / all);
        }
        return logarithms;
    }
}
