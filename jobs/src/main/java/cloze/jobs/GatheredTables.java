package cloze.jobs;

import cloze.config.RunConfig;
import cloze.dataset.Documents;
import cloze.dataset.SmallTable;
import cloze.report.LearningCurve;
import cloze.train.TrainingLog;
import cloze.train.ValidationLog;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The tables of an experiment's runs, those of one name one below the other, with variant and seed in the first columns. */
final class GatheredTables {
    /** Training and validation logs as curves. */
    static final String CURVES = "curves";

    private static final List<String> EVALUATED = List.of(
            EvaluationTables.EVALUATION,
            EvaluationTables.SLICES,
            EvaluationTables.CALIBRATION,
            EvaluationTables.EXAMPLES);

    private final SparkSession spark;
    private final Map<String, SmallTable> byName = new TreeMap<>();

    GatheredTables(SparkSession spark) {
        this.spark = spark;
    }

    /**
     * Takes in what a finished run left.
     *
     * @param pretrain configuration of its training
     * @param evaluated output of its evaluation
     */
    void add(String variant, long seed, RunConfig pretrain, String evaluated) {
        for (String name : EVALUATED) {
            add(name, collected(EvaluationTables.read(spark, evaluated, name)), variant, seed);
        }
        var trained = new Path(pretrain.output());
        addCurve(Documents.TRAIN, TrainingLog.parquet(trained), variant, seed);
        if (pretrain.training().earlyStopping().every() > 0) {
            addCurve(Documents.VALIDATION, ValidationLog.parquet(trained), variant, seed);
        }
    }

    private void addCurve(String split, Path log, String variant, long seed) {
        Dataset<Row> rows = spark.read().parquet(log.toString()).orderBy("round");
        add(CURVES, LearningCurve.of(collected(rows)).startingWith("split", split), variant, seed);
    }

    private void add(String name, SmallTable table, String variant, long seed) {
        SmallTable told = table.startingWith("seed", Long.toString(seed)).startingWith("variant", variant);
        byName.merge(name, told, SmallTable::with);
    }

    private static SmallTable collected(Dataset<Row> rows) {
        return new SmallTable(rows.schema(), rows.collectAsList());
    }

    SmallTable table(String name) {
        return byName.get(name);
    }

    void write(Configuration hadoop, String folder) {
        byName.forEach((name, table) -> table.write(hadoop, folder, name));
    }
}
