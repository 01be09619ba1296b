package cloze.inference;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.when;

import cloze.dataset.Documents;
import cloze.table.SmallTable;
import cloze.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The likeliest pieces for each [MASK] as a table. */
public final class MaskGuesses {
    /** Place of the [MASK] among those of its document, from 1. */
    public static final String MASK = "mask";

    /** 1: the likeliest piece. */
    public static final String RANK = "rank";

    /**
     * How many documents have a [MASK].
     *
     * @param unmasked documents without
     */
    public record Asked(long masked, long unmasked) {}

    private MaskGuesses() {}

    /** Counts {@code documents}: one Spark job. */
    public static Asked count(Dataset<Row> documents) {
        Row counted = documents
                .agg(
                        functions.count(lit(1)),
                        functions.count(when(col(Documents.TEXT).contains(Vocabulary.MASK), true)))
                .first();
        return new Asked(counted.getLong(1), counted.getLong(0) - counted.getLong(1));
    }

    /** Fills the masks of {@code documents} with {@code model}: a row per document, mask and rank. */
    public static Dataset<Row> of(Dataset<Row> documents, String model, int topK) {
        Dataset<Row> filled = new BertFillMask()
                .setModel(model)
                .setInputCol(Documents.TEXT)
                .setOutputCol("masks")
                .setTopK(topK)
                .transform(documents.select(Documents.DOCUMENT_ID, Documents.TEXT));
        return filled.select(
                        col(Documents.DOCUMENT_ID),
                        col(Documents.TEXT),
                        posexplode(col("masks")).as(new String[] {MASK, "guesses"}))
                .select(
                        col(Documents.DOCUMENT_ID),
                        col(Documents.TEXT),
                        col(MASK),
                        posexplode(col("guesses")).as(new String[] {RANK, "guess"}))
                .select(
                        col(Documents.DOCUMENT_ID),
                        col(Documents.TEXT),
                        col(MASK).plus(1).as(MASK),
                        col(RANK).plus(1).as(RANK),
                        col("guess.*"));
    }

    /** The guesses for the masks of one text, in their order: a row per mask and rank. */
    public static SmallTable table(List<List<Guess>> masks) {
        var schema = new StructType()
                .add(MASK, DataTypes.IntegerType)
                .add(RANK, DataTypes.IntegerType)
                .add(BertFillMask.PIECE, DataTypes.StringType)
                .add(BertFillMask.PROBABILITY, DataTypes.DoubleType);
        List<Row> rows = new ArrayList<>();
        for (int mask = 0; mask < masks.size(); mask++) {
            List<Guess> guesses = masks.get(mask);
            for (int rank = 0; rank < guesses.size(); rank++) {
                Guess guess = guesses.get(rank);
                rows.add(RowFactory.create(mask + 1, rank + 1, guess.piece(), guess.probability()));
            }
        }
        return new SmallTable(schema, rows);
    }
}
