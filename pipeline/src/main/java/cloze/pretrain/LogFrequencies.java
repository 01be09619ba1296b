package cloze.pretrain;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;

import cloze.artifact.PhasedExamples;
import cloze.artifact.PreparedExamples;
import cloze.dataset.Documents;
import cloze.dataset.SentencePairs;
import cloze.vocabulary.Vocabulary;
import java.util.Arrays;
import org.apache.spark.sql.Row;

/** How frequent each piece is among the tokens that a network learns to predict. */
final class LogFrequencies {
    private static final String PIECE = "piece";

    private LogFrequencies() {}

    /**
     * Counts the pieces of the training examples, of the first phase if there are several. [CLS] and [SEP] are never
     * predicted and count as absent.
     *
     * @param rows rows of the word table
     * @return ln((n + 1) / (N + rows)) for each piece, where n is its count and N the sum of all counts: add-one
     *     smoothing, so that no piece is impossible
     */
    static float[] of(PhasedExamples examples, int rows) {
        PreparedExamples first = examples.phases().get(0);
        long[] counts = new long[rows];
        for (Row row : first.pairs(Documents.TRAIN)
                .select(explode(col(SentencePairs.TOKEN_IDS)).as(PIECE))
                .groupBy(PIECE)
                .count()
                .collectAsList()) {
            counts[row.getInt(0)] = row.getLong(1);
        }
        Vocabulary vocabulary = first.vocabulary();
        counts[vocabulary.cls()] = 0;
        counts[vocabulary.sep()] = 0;
        double all = Arrays.stream(counts).sum() + (double) rows;
        float[] logarithms = new float[rows];
        for (int piece = 0; piece < rows; piece++) {
            logarithms[piece] = (float) StrictMath.log((counts[piece] + 1) / all);
        }
        return logarithms;
    }
}
