package cloze.mask;

import cloze.config.ExamplesConfig;
import cloze.dataset.Contract;
import cloze.dataset.ExampleId;
import cloze.dataset.MaskedExamples;
import cloze.dataset.SentencePairs;
import cloze.random.Seeds;
import cloze.stage.Stage;
import cloze.vocabulary.SpecialIds;
import cloze.vocabulary.Vocabulary;
import cloze.vocabulary.WordParts;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructField;

/**
 * Draws the masks of each example, keyed by seed, epoch and example. Keeps every example, with its original tokens
 * beside the masked ones.
 *
 * @param config how positions are selected and replaced
 * @param specials ids of the special pieces, and V
 * @param parts which pieces are parts of words; used only with do-whole-word-mask
 * @param seed the run's seed
 * @param epoch the epoch to draw for, from 0, or {@link #FROZEN}
 */
public record MaskTokens(ExamplesConfig config, SpecialIds specials, WordParts parts, long seed, long epoch)
        implements Stage, Serializable {
    /**
     * The epoch of masks that are drawn only once: those of validation examples, and of all examples if
     * examples.dynamic-masking is off.
     */
    public static final long FROZEN = -1;

    /** Creates the stage that draws the masks of one epoch. */
    public static MaskTokens ofEpoch(long epoch, ExamplesConfig config, Vocabulary vocabulary, long seed) {
        WordParts parts = config.doWholeWordMask() ? WordParts.of(vocabulary) : WordParts.none();
        return new MaskTokens(config, SpecialIds.of(vocabulary), parts, seed, epoch);
    }

    /** Creates the stage that draws masks once for all epochs. */
    public static MaskTokens frozen(ExamplesConfig config, Vocabulary vocabulary, long seed) {
        return ofEpoch(FROZEN, config, vocabulary, seed);
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
        // Finding words needs a dictionary, which serves one thread: create one per partition.
        MapPartitionsFunction<Row, Row> mask = pairs -> masked(pairs, Masking.of(config, specials, parts));
        return SentencePairs.CONTRACT
                .typed(rows)
                .mapPartitions(mask, MaskedExamples.CONTRACT.encoder())
                .toDF();
    }

    private Iterator<Row> masked(Iterator<Row> pairs, Masking masking) {
        Iterable<Row> rows = () -> pairs;
        return StreamSupport.stream(rows.spliterator(), false)
                .map(pair -> masked(pair, masking))
                .iterator();
    }

    private Row masked(Row pair, Masking masking) {
        String exampleId = SentencePairs.CONTRACT.text(pair, SentencePairs.EXAMPLE_ID);
        int[] tokenIds = SentencePairs.CONTRACT.ints(pair, SentencePairs.TOKEN_IDS);
        Masking.Masked masked = masking.mask(
                tokenIds, Seeds.forRow(seed, "mask", ExampleId.parse(exampleId).identity(epoch)));
        List<Object> cells = new ArrayList<>();
        for (StructField column : SentencePairs.CONTRACT.schema().fields()) {
            cells.add(
                    column.dataType() instanceof ArrayType
                            ? SentencePairs.CONTRACT.ints(pair, column.name())
                            : SentencePairs.CONTRACT.value(pair, column.name()));
        }
        cells.addAll(List.of(masked.inputIds(), masked.positions(), masked.originals()));
        return RowFactory.create(cells.toArray());
    }
}
