package cloze.retrain;

import cloze.artifact.PreparedQuality;
import cloze.dataset.Documents;
import cloze.table.SmallTable;
import cloze.table.StoredPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Measures how much larger the share of [UNK] is in new text than in the first. The vocabulary never changes, because
 * the rows of a model's word table keep their meaning.
 *
 * @param table one row per split of the new documents
 * @param ofTraining the drift of the training documents
 */
record VocabularyDrift(SmallTable table, RunRow.Drift ofTraining) {
    private static final String UNK_SHARE = "unk_share";

    /**
     * Compares the quality tables of two prepare runs.
     *
     * @param first the prepare output that the registry began with
     * @param fresh the prepare output of the new documents
     */
    static VocabularyDrift of(Configuration hadoop, String first, String fresh) {
        List<Row> before = documents(hadoop, first);
        List<Row> rows = new ArrayList<>();
        RunRow.Drift ofTraining = RunRow.Drift.NONE;
        for (Row row : documents(hadoop, fresh)) {
            String split = row.getAs("split");
            double share = row.getAs(UNK_SHARE);
            double growth = share - share(before, split);
            rows.add(RowFactory.create(
                    split, row.<Long>getAs("documents"), row.<Long>getAs("tokens"), share, share - growth, growth));
            if (split.equals(Documents.TRAIN)) {
                ofTraining = new RunRow.Drift(share, growth, Double.NaN);
            }
        }
        var schema = new StructType()
                .add("split", DataTypes.StringType)
                .add("documents", DataTypes.LongType)
                .add("tokens", DataTypes.LongType)
                .add(UNK_SHARE, DataTypes.DoubleType)
                .add("first_unk_share", DataTypes.DoubleType)
                .add("growth", DataTypes.DoubleType);
        return new VocabularyDrift(new SmallTable(schema, rows), ofTraining);
    }

    private static List<Row> documents(Configuration hadoop, String prepared) {
        return PreparedQuality.read(hadoop, StoredPath.of(prepared), "documents")
                .sortedBy("split")
                .rows();
    }

    private static double share(List<Row> rows, String split) {
        return rows.stream()
                .filter(row -> row.<String>getAs("split").equals(split))
                .mapToDouble(row -> row.<Double>getAs(UNK_SHARE))
                .findFirst()
                .orElse(0);
    }

    /** Formats the drift as a line for the terminal. */
    String shown() {
        return String.format(
                Locale.ROOT,
                "Vocabulary: %.3f %% of the new training tokens are [UNK], %+.3f points since the first version",
                100 * ofTraining.unkShare(),
                100 * ofTraining.growth());
    }
}
