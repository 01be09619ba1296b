package cloze.train.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.InvalidConfigException;
import cloze.testing.SparkSessionExtension;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("spark")
class ProcessShareTest {
    @Test
    void theTableIsReadAndWrittenInOneForm() {
        ThreadTable table = ThreadTable.parse("4:1,1:3,2:2");
        assertThat(table.forTasks(1, 8)).isEqualTo(3);
        assertThat(table.forTasks(2, 8)).isEqualTo(2);
        assertThat(table).hasToString("1:3,2:2,4:1");
        assertThat(ThreadTable.parse(table.toString())).isEqualTo(table);
    }

    @Test
    void whatWasNotMeasuredSharesTheCores() {
        assertThat(ThreadTable.parse("2:4").forTasks(3, 8)).isEqualTo(2);
        assertThat(ThreadTable.parse("").forTasks(3, 2)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "1:0", "1:2,", "a:1", "1:2 2:1"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> ThreadTable.parse(text))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("cloze.threads = " + text);
    }

    @Test
    @ExtendWith(SparkSessionExtension.class)
    void noMoreTasksCountThanRunAtOnce(SparkSession spark) {
        var context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        int cores = context.defaultParallelism();
        System.setProperty(ThreadTable.PROPERTY, "1:5,%d:3".formatted(cores));
        try {
            assertThat(ProcessShare.of(context, 1, 1).threads()).isEqualTo(5);
            assertThat(ProcessShare.of(context, 9 * cores, 1).threads()).isEqualTo(3);
            assertThat(ProcessShare.of(context, 1, cores).threads())
                    .as("beside other runs")
                    .isEqualTo(3);
        } finally {
            System.clearProperty(ThreadTable.PROPERTY);
        }
        assertThat(ProcessShare.of(context, 1, 1).threads()).isEqualTo(cores);
    }
}
