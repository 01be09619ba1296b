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
 * The references for a model: baselines below, ceilings above, and the slices that its answers fall into.
 *
 * @param unigram baseline that knows piece frequencies
 * @param bigram baseline that knows the preceding piece
 * @param ceilings the best possible answers, if known
 * @param slicing assigns answers to slices
 */
public record References(UnigramBaseline unigram, BigramBaseline bigram, Ceilings ceilings, Slicing slicing)
        implements Serializable {

    /** Counts the training {@code pairs}. Runs a few Spark jobs. */
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
