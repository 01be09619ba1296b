package cloze.jobs;

import cloze.evaluate.CeilingTable;
import cloze.evaluate.Measurement;
import cloze.report.CeilingsSection;
import cloze.report.page.Page;
import cloze.table.SmallTable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What an evaluation leaves: one table per question.
 *
 * @param byName the tables by their names
 */
record EvaluationTables(Map<String, SmallTable> byName) {
    /** The folder of the tables in a job's output. */
    static final String FOLDER = "tables";

    /** Metrics of each split with baselines, ceilings and intervals. */
    static final String EVALUATION = "evaluation";

    /** What can be reached on the validation examples. */
    static final String CEILINGS = "ceilings";

    /** Metrics in each resampling of the validation documents. */
    static final String RESAMPLINGS = "resamplings";

    /** Metrics by what was asked for. */
    static final String SLICES = "slices";

    /** What the next-sentence head says, and what is so. */
    static final String CALIBRATION = "calibration";

    /** Answers to some examples. */
    static final String EXAMPLES = "examples";

    EvaluationTables {
        byName = Map.copyOf(byName);
    }

    /**
     * The tables of one model.
     *
     * @param variant what the model is called
     * @param evaluation one row per split
     * @param held what was measured on the validation examples
     * @param answers to some of them
     */
    static EvaluationTables of(String variant, SmallTable evaluation, Measurement held, SmallTable answers) {
        Map<String, SmallTable> tables = new TreeMap<>();
        tables.put(EVALUATION, evaluation);
        tables.put(CEILINGS, CeilingTable.of(held.total()));
        tables.put(RESAMPLINGS, held.bootstrap().table());
        tables.put(SLICES, held.slices().table(variant));
        tables.put(CALIBRATION, held.calibration().table(variant));
        tables.put(EXAMPLES, answers);
        return new EvaluationTables(tables);
    }

    void write(Configuration hadoop, Path output) {
        String folder = new Path(output, FOLDER).toString();
        new TreeMap<>(byName).forEach((name, table) -> table.write(hadoop, folder, name));
    }

    /** The table {@code name} of a finished evaluation. */
    static Dataset<Row> read(SparkSession spark, String output, String name) {
        return spark.read().parquet(new Path(output, FOLDER + "/" + name).toString());
    }

    /** The columns a person wants first. */
    SmallTable shown() {
        return byName.get(EVALUATION)
                .columns(
                        "split",
                        "step",
                        "masked_lm_loss",
                        "masked_lm_accuracy",
                        "next_sentence_loss",
                        "next_sentence_accuracy",
                        "unigram_baseline_accuracy",
                        "bigram_baseline_accuracy",
                        "ceiling_masked_lm_accuracy",
                        "ceiling_next_sentence_accuracy");
    }

    /** @param obstacles why ceilings are not known; empty when they are */
    Page report(String title, List<String> obstacles) {
        Page page = Page.titled(title)
                .paragraph(
                        "Losses are in nats. The unigram baseline uses only the frequencies of the pieces, the bigram baseline also the preceding piece.")
                .table(shown());
        return new CeilingsSection(byName.get(CEILINGS), obstacles)
                .addTo(page)
                .heading("Slices")
                .table(byName.get(SLICES));
    }
}
