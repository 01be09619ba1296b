package cloze.testing;

import cloze.dataset.MaskedExamples;
import cloze.dataset.Task;
import cloze.shard.MaskedExample;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** Masked examples as the dataset that stages hand on; a document is its own partner. */
public final class MaskedDatasets {
    private MaskedDatasets() {}

    /** {@link MaskedExamples} of {@code split}. */
    public static Dataset<Row> of(SparkSession spark, List<MaskedExample> examples, String split) {
        List<Row> rows = examples.stream().map(example -> row(example, split)).toList();
        return spark.createDataset(rows, MaskedExamples.CONTRACT.encoder()).toDF();
    }

    private static Row row(MaskedExample example, String split) {
        String document = example.exampleId().substring(0, 32);
        return RowFactory.create(
                example.exampleId(),
                document,
                document,
                split,
                example.inputIds(),
                example.segmentIds(),
                example.label(Task.NEXT_SENTENCE),
                example.inputIds(),
                example.maskedPositions(),
                example.maskedIds());
    }
}
