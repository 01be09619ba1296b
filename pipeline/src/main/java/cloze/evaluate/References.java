package cloze.evaluate;

import cloze.ceiling.Ceilings;
import cloze.config.CorpusConfig;
import cloze.config.EvaluationConfig;
import cloze.config.ExamplesConfig;
import cloze.vocabulary.Vocabulary;
import java.io.Serializable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a model is measured beside: baselines below, ceilings above, and the slices its answers fall into.
 *
 * @param unigram knows piece frequencies
 * @param bigram knows the piece before
 * @param ceilings the best possible answers, where known
 * @param slicing which slices answers belong to
 */
public record References(UnigramBaseline unigram, BigramBaseline bigram, Ceilings ceilings, Slicing slicing)
        implements Serializable {

    /** Counts the training {@code pairs}; a few Spark jobs. */
    public static References of(
            Dataset<Row> pairs,
            Vocabulary vocabulary,
            CorpusConfig corpus,
            ExamplesConfig examples,
            EvaluationConfig evaluation) {
        PieceCounts pieces = PieceCounts.of(pairs, vocabulary, examples.maskSelection());
        UnigramBaseline unigram = UnigramBaseline.of(pieces);
        return new References(
                unigram,
                BigramBaseline.of(pairs, pieces, unigram),
                Ceilings.of(corpus, examples, vocabulary),
                new Slicing(
                        evaluation.sliceKinds(),
                        FrequencyDeciles.of(pieces),
                        PieceClasses.of(corpus, vocabulary),
                        vocabulary.mask()));
    }
}
