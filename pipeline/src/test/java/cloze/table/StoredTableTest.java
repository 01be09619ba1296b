package cloze.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.testing.SparkSessionExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
@Tag("platform")
@ExtendWith(SparkSessionExtension.class)
class StoredTableTest {
    @TempDir
    private Path folder;

    @Test
    void aTableThatSparkWroteIsPlannedWithoutAJob(SparkSession spark) throws TimeoutException {
        spark.range(3)
                .selectExpr("id", "array(struct(cast(id as short) as part)) as parts", "date'2026-12-01' as day")
                .write()
                .parquet(table().toString());

        Dataset<Row> expected = spark.read().parquet(table().toString());
        assertThat(jobs(spark, () -> spark.read().parquet(table().toString()))).isOne();
        assertThat(jobs(spark, () -> StoredTable.read(spark, table()))).isZero();
        assertThat(StoredTable.read(spark, table()).schema()).isEqualTo(expected.schema());
        assertThat(StoredTable.read(spark, table()).collectAsList())
                .containsExactlyInAnyOrderElementsOf(expected.collectAsList());
    }

    /** Returns the number of Spark jobs that {@code work} starts. */
    private static int jobs(SparkSession spark, Runnable work) throws TimeoutException {
        String group = UUID.randomUUID().toString();
        spark.sparkContext().setJobGroup(group, "reading a stored table", false);
        try {
            work.run();
            spark.sparkContext().listenerBus().waitUntilEmpty();
            return spark.sparkContext().statusTracker().getJobIdsForGroup(group).length;
        } finally {
            spark.sparkContext().clearJobGroup();
        }
    }

    @Test
    void aTableThatAnotherProgramWroteIsReadAsSparkDoes(SparkSession spark) {
        var schema = new StructType().add("name", DataTypes.StringType).add("count", DataTypes.LongType);
        new SmallTable(schema, List.of(RowFactory.create("a", 1L)))
                .write(spark.sparkContext().hadoopConfiguration(), folder.toString(), "table");

        assertThat(StoredTable.read(spark, table()).schema()).isEqualTo(schema);
        assertThat(StoredTable.read(spark, table()).collectAsList()).containsExactly(RowFactory.create("a", 1L));
    }

    @Test
    void aMissingTableIsRefusedAsSparkDoes(SparkSession spark) {
        assertThatThrownBy(() -> StoredTable.read(spark, table()))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("PATH_NOT_FOUND");
    }

    private org.apache.hadoop.fs.Path table() {
        return new org.apache.hadoop.fs.Path(folder.resolve("table").toString());
    }
}
