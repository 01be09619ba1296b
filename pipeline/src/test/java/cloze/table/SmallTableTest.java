package cloze.table;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.testing.SparkSessionExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
}
