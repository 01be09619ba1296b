package cloze.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchmarkTableTest {
    private static final BenchmarkTable TABLE = new BenchmarkTable(List.of(
            BenchmarkRow.of("tokenizer")
                    .with(BenchmarkColumn.THREADS, 1)
                    .with(BenchmarkColumn.LANGUAGE, "de")
                    .withRate(BenchmarkColumn.MEGABYTES_PER_SECOND, 3, 0.00007)
                    .with(BenchmarkColumn.SECONDS, 1.23456),
            BenchmarkRow.of("prepare")
                    .with(BenchmarkColumn.STAGE, "read")
                    .withRate(BenchmarkColumn.TOKENS_PER_SECOND, 5, 0)));

    @Test
    void writesARowALineWithTheKeysThatApplyInTheOrderOfTheColumns() {
        assertThat(TABLE.json())
                .isEqualTo(
                        """
                        [
                          {"part":"tokenizer","language":"de","megabytes_per_second":42857.1429,"seconds":1.2346,"threads":1},
                          {"part":"prepare","stage":"read"}
                        ]
                        """);
    }

    @Test
    void showsATableForEachPartWithTheColumnsThatARowFills() {
        assertThat(TABLE.markdown())
                .isEqualTo(
                        """
                        | part      | language | megabytes_per_second | seconds | threads |
                        |-----------|----------|---------------------:|--------:|--------:|
                        | tokenizer | de       |           42857.1429 |  1.2346 |       1 |

                        | part    | stage |
                        |---------|-------|
                        | prepare | read  |
                        """);
    }

    @Test
    void isTheSameAfterJson() {
        assertThat(BenchmarkTable.parse(TABLE.json(), "memory")).isEqualTo(TABLE);
    }

    @Test
    void saysWhatIsNoJson() {
        assertThatThrownBy(() -> BenchmarkTable.parse("[{", "memory"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("memory: expected the JSON of a benchmark");
    }
}
