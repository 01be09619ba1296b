package cloze.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.artifact.EvaluationTables;
import cloze.corpus.source.LakeSession;
import cloze.release.registry.Lease;
import cloze.release.registry.Registry;
import cloze.retrain.RunRow.Outcome;
import cloze.table.SmallTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The runs of a registry and the tables of its versions, in a catalog. */
@Tag("spark")
@Tag("slow")
@Tag("lake")
@ExtendWith(LakeSession.class)
class RegistryTablesTest {
    private static final StructType COLUMNS =
            new StructType().add("split", DataTypes.StringType).add("loss", DataTypes.DoubleType);

    @TempDir
    private Path folder;

    private Registry registry() throws IOException {
        return Registry.open(new Configuration(), folder.resolve("registry").toString());
    }

    /** Records a run without a version. */
    private static RunRow record(SparkSession spark, Registry registry, Lease lease, Outcome outcome)
            throws IOException {
        RunRow row = RunRow.without(outcome, 0, 1, "").with(RunRow.Amounts.gone(3, 2));
        RegistryState.runs(registry).append(lease, spark, row.row());
        return row;
    }

    /** Publishes a version with one table, and records its run. */
    private void publish(SparkSession spark, Registry registry, Lease lease, double loss) throws IOException {
        RunRow row = RunRow.without(Outcome.PROMOTED, 0, 1, "");
        Path model = folder.resolve("model");
        new SmallTable(COLUMNS, List.of(RowFactory.create("validation", loss)))
                .write(
                        new Configuration(),
                        model.resolve(EvaluationTables.FOLDER).toString(),
                        EvaluationTables.EVALUATION);
        int number = registry.publish(lease, row.run(), new org.apache.hadoop.fs.Path(model.toUri()))
                .number();
        RegistryState.runs(registry)
                .append(lease, spark, row.withVersion(number).row());
    }

    private static List<String> rows(SparkSession spark, String query) {
        return spark.sql(query).collectAsList().stream().map(Row::toString).toList();
    }

    @Test
    void eachCallAppendsWhatIsMissing(SparkSession spark) throws Exception {
        Registry registry = registry();
        try (Lease lease = registry.acquire(Duration.ofMinutes(5))) {
            var tables = new RegistryTables(spark, registry, "lake.registry");
            publish(spark, registry, lease, 4);
            tables.append();
            tables.append();
            assertThat(rows(spark, "SELECT outcome, version FROM lake.registry.runs"))
                    .containsExactly("[promoted,1]");
            assertThat(rows(spark, "SELECT job, registry_version, folder, loss FROM lake.registry.evaluation"))
                    .hasSize(1)
                    .allMatch(row -> row.startsWith("[retrain,1,") && row.endsWith(",4.0]"));

            // The process was killed before it could append these.
            record(spark, registry, lease, Outcome.NOTHING_NEW);
            publish(spark, registry, lease, 3);
            tables.append();
            assertThat(
                            rows(
                                    spark,
                                    "SELECT outcome, removed_documents, changed_documents FROM lake.registry.runs ORDER BY finished"))
                    .containsExactly("[promoted,0,0]", "[nothing new,3,2]", "[promoted,0,0]");
            assertThat(rows(spark, "SELECT registry_version, loss FROM lake.registry.evaluation ORDER BY loss"))
                    .containsExactly("[2,3.0]", "[1,4.0]");
        }
    }

    @Test
    void withoutANamespaceThereAreNoTables(SparkSession spark) throws Exception {
        Registry registry = registry();
        try (Lease lease = registry.acquire(Duration.ofMinutes(5))) {
            record(spark, registry, lease, Outcome.FAILED);
            long before = spark.sql("SHOW TABLES").count();
            new RegistryTables(spark, registry, "").append();
            assertThat(spark.sql("SHOW TABLES").count()).isEqualTo(before);
        }
    }
}
