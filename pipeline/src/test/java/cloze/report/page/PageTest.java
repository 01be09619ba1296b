package cloze.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.table.SmallTable;
import java.util.List;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class PageTest {
    private static final SmallTable TABLE = new SmallTable(
            new StructType().add("variant", DataTypes.StringType).add("loss", DataTypes.DoubleType),
            List.of(RowFactory.create("a", 0.5), RowFactory.create("a < b & \"c\"", null)));

    @Test
    void blocksStandBetweenBlankLinesInMarkdown() {
        String text = Page.titled("Results")
                .heading("Losses")
                .paragraph("In nats.")
                .table("By variant.", TABLE)
                .code("run this\nand that")
                .markdown();

        assertThat(text)
                .isEqualTo(
                        """
                        # Results

                        ## Losses

                        In nats.

                        *By variant.*

                        | variant     |   loss |
                        |-------------|-------:|
                        | a           | 0.5000 |
                        | a < b & "c" |        |

                            run this
                            and that
                        """);
    }

    @Test
    void whatIsNoMarkupIsEscapedInHtml() {
        String html = Page.titled("a < b & c").table("<script>", TABLE).html();

        assertThat(html)
                .contains(
                        "<h1>a &lt; b &amp; c</h1>",
                        "a &lt; b &amp; &quot;c&quot;",
                        "<caption><span>&lt;script&gt;</span></caption>")
                .doesNotContain("<script");
    }

    @Test
    void aTableSaysWhatItsHeadersBelongTo() {
        String html = Page.titled("Results").table("By variant.", TABLE).html();

        assertThat(html)
                .contains(
                        "<th scope=\"col\">variant</th>",
                        "<th scope=\"col\" class=\"number\">loss</th>",
                        "<th scope=\"row\">a</th><td class=\"number\">0.5000</td>");
    }

    @Test
    void anAdditionLeavesThePageItWasMadeFrom() {
        Page title = Page.titled("Results");
        title.paragraph("More.");

        assertThat(title.markdown()).isEqualTo("# Results\n");
    }
}
