package cloze.experiment;

import cloze.artifact.EvaluationTables;
import cloze.artifact.TrainingCurves;
import cloze.table.SmallTable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * The tables of all runs of an experiment. Tables of the same name are concatenated, with variant and seed as first
 * columns.
 */
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

    /** Adds the tables of a finished run. */
    void add(TrainedVariant run) throws IOException {
        for (String name : EVALUATED) {
            add(name, SmallTable.of(EvaluationTables.read(spark, run.evaluated(), name)), run);
        }
        add(CURVES, TrainingCurves.read(spark, run.pretrain().output()), run);
    }

    private void add(String name, SmallTable table, TrainedVariant run) {
        SmallTable told = table.startingWith("seed", Long.toString(run.seed())).startingWith("variant", run.variant());
        byName.merge(name, told, SmallTable::with);
    }

    SmallTable table(String name) {
        return byName.get(name);
    }

    void write(Configuration hadoop, String folder) {
        byName.forEach((name, table) -> table.write(hadoop, folder, name));
    }
}
