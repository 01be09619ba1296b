package cloze.experiment;

import cloze.artifact.EvaluationTables;
import cloze.artifact.TrainingCurves;
import cloze.table.SmallTable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

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

    private final Configuration hadoop;
    private final Map<String, SmallTable> byName = new TreeMap<>();

    GatheredTables(Configuration hadoop) {
        this.hadoop = hadoop;
    }

    /** Adds the tables of a finished run. */
    void add(TrainedVariant run) throws IOException {
        for (String name : EVALUATED) {
            add(name, EvaluationTables.read(hadoop, run.evaluated(), name), run);
        }
        add(CURVES, TrainingCurves.read(hadoop, run.pretrain().output()), run);
    }

    private void add(String name, SmallTable table, TrainedVariant run) {
        SmallTable told = table.startingWith("seed", Long.toString(run.seed())).startingWith("variant", run.variant());
        byName.merge(name, told, SmallTable::with);
    }

    SmallTable table(String name) {
        return byName.get(name);
    }

    void write(String folder) {
        byName.forEach((name, table) -> table.write(hadoop, folder, name));
    }
}
