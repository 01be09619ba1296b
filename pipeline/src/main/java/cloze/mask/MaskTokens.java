package cloze.mask;

import cloze.config.ExamplesConfig;
import cloze.dataset.Contract;
import cloze.dataset.ExampleId;
import cloze.dataset.MaskedExamples;
import cloze.dataset.SentencePairs;
import cloze.random.Seeds;
import cloze.stage.Stage;
import cloze.vocabulary.SpecialIds;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Draws the masks of each example, keyed by seed, epoch and example. Drops nothing; the tokens as built stay beside the masked ones.
 *
 * @param config how positions are selected and replaced
 * @param specials ids of the special pieces, and V
 * @param seed the run's seed
 * @param epoch whose masks to draw, from 0, or {@link #FROZEN}
 */
public record MaskTokens(ExamplesConfig config, SpecialIds specials, long seed, long epoch) implements Stage {
    /** The epoch of masks that are drawn once: of validation examples, and of all where examples.dynamic-masking is off. */
    public static final long FROZEN = -1;

    /** The stage that draws masks once and for all. */
    public static MaskTokens frozen(ExamplesConfig config, SpecialIds specials, long seed) {
        return new MaskTokens(config, specials, seed, FROZEN);
    }

    @Override
    public Contract input() {
        return SentencePairs.CONTRACT;
    }

    @Override
    public Contract output() {
        return MaskedExamples.CONTRACT;
    }

    @Override
    public Dataset<Row> plan(Dataset<Row> rows) {
        return SentencePairs.CONTRACT
                .typed(rows)
                .map(new MaskRow(new Masking(config, specials), seed, epoch), MaskedExamples.CONTRACT.encoder())
                .toDF();
    }

    private record MaskRow(Masking masking, long seed, long epoch) implements MapFunction<Row, Row> {
        @Override
        public Row call(Row pair) {
            String exampleId = SentencePairs.CONTRACT.text(pair, SentencePairs.EXAMPLE_ID);
            int[] tokenIds = SentencePairs.CONTRACT.ints(pair, SentencePairs.TOKEN_IDS);
            Masking.Masked masked = masking.mask(
                    tokenIds,
                    Seeds.forRow(seed, "mask", ExampleId.parse(exampleId).identity(epoch)));
            return RowFactory.create(
                    exampleId,
                    SentencePairs.CONTRACT.value(pair, SentencePairs.DOCUMENT_ID),
                    SentencePairs.CONTRACT.value(pair, SentencePairs.PARTNER_DOCUMENT_ID),
                    SentencePairs.CONTRACT.value(pair, SentencePairs.SPLIT),
                    tokenIds,
                    SentencePairs.CONTRACT.ints(pair, SentencePairs.SEGMENT_IDS),
                    SentencePairs.CONTRACT.value(pair, SentencePairs.NEXT_SENTENCE_LABELS),
                    masked.inputIds(),
                    masked.positions(),
                    masked.originals());
        }
    }
}
