package cloze.table;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.CorruptArtifactException;
import cloze.testing.SparkSessionExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

@Tag("spark")
@Tag("platform")
@ExtendWith(SparkSessionExtension.class)
class SmallTableTest {
    private static final StructType SCHEMA = new StructType()
            .add("name", DataTypes.StringType, false)
            .add("count", DataTypes.LongType, false)
            .add("step", DataTypes.IntegerType, false)
            .add("share", DataTypes.DoubleType, true)
            .add("known", DataTypes.BooleanType, false);

    private static final List<Row> ROWS = List.of(
            RowFactory.create("Ωmega, \"quoted\"", 1L << 40, -3, 0.1, true), RowFactory.create("", 0L, 0, null, false));

    @TempDir
    private Path folder;

    @Test
    void sparkReadsWhatWasWritten(SparkSession spark) {
        new SmallTable(SCHEMA, ROWS).write(spark.sparkContext().hadoopConfiguration(), folder.toString(), "table");

        var read = spark.read().parquet(folder.resolve("table").toString());

        assertThat(read.schema().fieldNames()).containsExactly(SCHEMA.fieldNames());
        assertThat(read.collectAsList()).isEqualTo(ROWS);
    }

    @Test
    void theTextHasTheSameRows(SparkSession spark) throws IOException {
        new SmallTable(SCHEMA, ROWS).write(spark.sparkContext().hadoopConfiguration(), folder.toString(), "table");

        assertThat(Files.readString(folder.resolve("table.csv")))
                .isEqualTo(
                        """
                name,count,step,share,known
                "Ωmega, ""quoted""\",1099511627776,-3,0.1,true
                ,0,0,,false
                """);
    }

    @Test
    void aTableTakesThePlaceOfTheOneBefore(SparkSession spark) {
        new SmallTable(SCHEMA, ROWS).write(spark.sparkContext().hadoopConfiguration(), folder.toString(), "table");
        new SmallTable(SCHEMA, List.of()).write(spark.sparkContext().hadoopConfiguration(), folder.toString(), "table");

        var read = spark.read().parquet(folder.resolve("table").toString());
        assertThat(read.columns()).containsExactly(SCHEMA.fieldNames());
        assertThat(read.isEmpty()).isTrue();
    }

    @Test
    void aTableIsReadAsItWasWritten(SparkSession spark) {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        new SmallTable(SCHEMA, ROWS).write(hadoop, folder.toString(), "table");

        SmallTable read = SmallTable.read(hadoop, table());

        assertThat(read.schema()).isEqualTo(SCHEMA.asNullable());
        assertThat(read.rows()).isEqualTo(ROWS);
        assertThat(read.rows().get(0).<Long>getAs("count")).isEqualTo(1L << 40);
    }

    @Test
    void aTableThatSparkWroteInPartsIsReadWhole(SparkSession spark) {
        spark.createDataFrame(ROWS, SCHEMA)
                .repartition(2, col("name"))
                .sortWithinPartitions("name")
                .write()
                .parquet(table().toString());

        SmallTable read = SmallTable.read(spark.sparkContext().hadoopConfiguration(), table());

        assertThat(read.sortedBy("step").rows()).isEqualTo(ROWS);
    }

    @Test
    void aTableWithoutAFileIsRefused() {
        assertThatThrownBy(() -> SmallTable.read(new Configuration(), table()))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContaining("Table " + table() + " cannot be read: ");
    }

    @Test
    void aDamagedTableIsRefused() throws IOException {
        Configuration hadoop = new Configuration();
        new SmallTable(SCHEMA, ROWS).write(hadoop, folder.toString(), "table");
        Path file = folder.resolve("table/part-00000.parquet");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

        assertThatThrownBy(() -> SmallTable.read(hadoop, table()))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContaining("Table " + table() + " cannot be read: ");
    }

    @Test
    void aStorageThatDoesNotAnswerIsNoDamage() {
        var nowhere = new org.apache.hadoop.fs.Path("hdfs://127.0.0.1:1/table");
        var hadoop = new Configuration();
        hadoop.setInt("ipc.client.connect.max.retries", 0);

        assertThatThrownBy(() -> SmallTable.read(hadoop, nowhere)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void missingValuesAreSortedFirst() {
        var schema = new StructType().add("share", DataTypes.DoubleType);
        List<Row> rows = List.of(RowFactory.create(0.2), RowFactory.create((Object) null), RowFactory.create(0.1));

        assertThat(new SmallTable(schema, rows).sortedBy("share").rows())
                .containsExactly(rows.get(1), rows.get(2), rows.get(0));
    }

    @Test
    void aDateIsRefused(SparkSession spark) {
        spark.sql("select date'2026-12-01' as day").write().parquet(table().toString());

        assertThatThrownBy(() -> SmallTable.read(spark.sparkContext().hadoopConfiguration(), table()))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContaining("day");
    }

    @Test
    void aColumnThatNoSmallTableHasIsRefused(SparkSession spark) {
        spark.range(2).selectExpr("array(id) as ids").write().parquet(table().toString());

        assertThatThrownBy(() -> SmallTable.read(spark.sparkContext().hadoopConfiguration(), table()))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContaining("ids");
    }

    private org.apache.hadoop.fs.Path table() {
        return new org.apache.hadoop.fs.Path(folder.resolve("table").toString());
    }
}
