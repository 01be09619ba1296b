package cloze.retrain;

import cloze.artifact.EvaluationTables;
import cloze.release.registry.Registry;
import cloze.release.registry.RunsTable;
import cloze.release.registry.Version;
import cloze.run.PublishedTables;
import cloze.run.PublishedTables.Origin;
import cloze.table.SmallTable;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Appends the runs of a registry and the tables of its versions to tables of a catalog. Each call appends everything that is not
 * there, so what one run could not append, the next one does.
 */
record RegistryTables(SparkSession spark, Registry registry, String space) {
    private static final String RUNS = "runs";
    private static final String JOB = "retrain";

    void append() throws IOException {
        if (space.isEmpty()) {
            return;
        }
        var tables = new PublishedTables(spark, space);
        SmallTable runs = RegistryState.runs(registry).read(spark);
        tables.append(RUNS, runs, RunsTable.RUN, registry.folder());
        for (Row run : runs.rows()) {
            String name = (String) runs.value(run, RunsTable.RUN);
            Optional<Version> version = registry.versionOf(name);
            if (version.isPresent()) {
                String finished = (String) runs.value(run, RunsTable.FINISHED);
                tables.append(
                        new Path(version.get().folder(), EvaluationTables.FOLDER),
                        new Origin(name, JOB, finished, (long) version.get().number()));
            }
        }
    }
}
