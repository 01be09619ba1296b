package cloze.corpus.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.InvalidConfigException;
import cloze.error.InvalidInputException;
import cloze.run.PublishedTables;
import cloze.run.PublishedTables.Origin;
import cloze.table.SmallTable;
import java.nio.file.Path;
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

/** The result tables of runs, appended to tables of a catalog. */
@Tag("spark")
@Tag("slow")
@Tag("lake")
@ExtendWith(LakeSession.class)
class TablesOutTest {
    private static final StructType COLUMNS =
            new StructType().add("split", DataTypes.StringType, false).add("loss", DataTypes.DoubleType, false);

    @TempDir
    private Path folder;

    private void write(String place, String name, SmallTable table) {
        table.write(new Configuration(), folder.resolve(place).toString(), name);
    }

    private static SmallTable losses(double loss) {
        return new SmallTable(
                COLUMNS, List.of(RowFactory.create("train", loss), RowFactory.create("validation", loss + 1)));
    }

    private org.apache.hadoop.fs.Path output() {
        return new org.apache.hadoop.fs.Path(folder.toUri());
    }

    private static List<String> rows(SparkSession spark, String query) {
        return spark.sql(query).collectAsList().stream().map(Row::toString).toList();
    }

    @Test
    void eachRunIsAppendedOnceAndColumnsMayComeAndGo(SparkSession spark) throws Exception {
        write("tables", "evaluation", losses(4));
        write("quality", "documents", losses(0));
        write("variant-a", "training-log", losses(1));
        write("variant-b", "training-log", losses(2));
        write("variant-a/tables", "evaluation", losses(99));
        for (String space : List.of("lake.cloze", "cloze_tables")) {
            var tables = new PublishedTables(spark, space);
            tables.check();
            tables.append(output(), new Origin("run-1", "experiment", "2026-11-30T05:00:00Z", null));
            tables.append(output(), new Origin("run-1", "experiment", "2026-11-30T05:00:00Z", null));
        }
        assertThat(
                        rows(
                                spark,
                                "SELECT run_id, job, registry_version, folder, split, loss FROM lake.cloze.evaluation ORDER BY loss"))
                .containsExactly(
                        "[run-1,experiment,null,tables,train,4.0]", "[run-1,experiment,null,tables,validation,5.0]");
        assertThat(rows(
                        spark,
                        "SELECT folder, loss FROM lake.cloze.training_log WHERE split = 'train' ORDER BY folder"))
                .containsExactly("[variant-a,1.0]", "[variant-b,2.0]");
        assertThat(rows(spark, "SELECT count(*) FROM cloze_tables.quality_documents"))
                .containsExactly("[2]");

        // A later version of the program measures something else as well, and no split.
        var wider = new StructType().add("loss", DataTypes.DoubleType).add("margin", DataTypes.LongType);
        write("tables", "evaluation", new SmallTable(wider, List.of(RowFactory.create(3.5, 7L))));
        for (String space : List.of("lake.cloze", "cloze_tables")) {
            new PublishedTables(spark, space)
                    .append(output(), new Origin("run-2", "retrain", "2026-12-01T05:00:00Z", 2L));
            assertThat(rows(
                            spark,
                            "SELECT run_id, registry_version, split, loss, margin FROM " + space
                                    + ".evaluation ORDER BY run_id, loss"))
                    .containsExactly(
                            "[run-1,null,train,4.0,null]", "[run-1,null,validation,5.0,null]", "[run-2,2,null,3.5,7]");
        }
    }

    @Test
    void aFailureIsToldAndTheSameCommandAppendsWhatIsMissing(SparkSession spark) throws Exception {
        write("tables", "evaluation", losses(4));
        write("tables", "slices", losses(5));
        spark.sql("CREATE NAMESPACE IF NOT EXISTS lake.broken");
        spark.sql("CREATE TABLE lake.broken.slices (split ARRAY<STRING>) USING iceberg");
        var tables = new PublishedTables(spark, "lake.broken");
        var origin = new Origin("run-1", "evaluate", "2026-11-30T05:00:00Z", null);
        assertThatThrownBy(() -> tables.append(output(), origin))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("is complete, but its table slices could not be appended: ")
                .hasMessageContaining("Run the same command again");

        spark.sql("DROP TABLE lake.broken.slices");
        tables.append(output(), origin);
        assertThat(rows(spark, "SELECT count(*) FROM lake.broken.slices")).containsExactly("[2]");
        assertThat(rows(spark, "SELECT count(*) FROM lake.broken.evaluation")).containsExactly("[2]");
    }

    @Test
    void aCatalogThatIsNotThereIsToldBeforeTheWork(SparkSession spark) {
        assertThatThrownBy(() -> new PublishedTables(spark, "swamp.cloze.tables").check())
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("tables = swamp.cloze.tables: must be a namespace of a catalog");
    }
}
