package cloze.report;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.dataset.SmallTable;
import java.util.List;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {
    private static final SmallTable TABLE = new SmallTable(
            new StructType().add("variant", DataTypes.StringType).add("loss", DataTypes.DoubleType),
            List.of(RowFactory.create("a", 0.5), RowFactory.create("long", null)));

    @Test
    void blocksStandBetweenBlankLines() {
        String text = MarkdownReport.titled("Results")
                .heading("Losses")
                .paragraph("In nats.")
                .table(TABLE)
                .text();

        assertThat(text)
                .isEqualTo(
                        """
                        # Results

                        ## Losses

                        In nats.

                        | variant |   loss |
                        |---------|-------:|
                        | a       | 0.5000 |
                        | long    |        |
                        """);
    }

    @Test
    void anAdditionLeavesThePageItWasMadeFrom() {
        MarkdownReport title = MarkdownReport.titled("Results");
        title.paragraph("More.");

        assertThat(title.text()).isEqualTo("# Results\n");
    }
}
