package cloze.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;

class DatasetTablesTest {
    private static final String BEGIN = "<!-- datasets -->\n";
    private static final String END = "<!-- end -->\n";

    private static final List<Contract> CONTRACTS = List.of(
            Documents.CONTRACT,
            Verdicts.CONTRACT,
            Sentences.CONTRACT,
            TokenizedSentences.CONTRACT,
            SentencePairs.CONTRACT,
            MaskedExamples.CONTRACT,
            LabelledExamples.CONTRACT);

    @Test
    void everyColumnHasAMeaning() {
        assertThat(CONTRACTS)
                .flatExtracting(contract -> Arrays.asList(contract.schema().fields()))
                .allSatisfy(field -> assertThat(field.getComment().get()).isNotBlank());
    }

    @Test
    void thePageShowsTheContractsAsTheyAre() throws IOException {
        Path page = Path.of("README.md");
        String text = Files.readString(page);
        int from = text.indexOf(BEGIN) + BEGIN.length();
        int to = text.indexOf(END);
        String expected = text.substring(0, from)
                + CONTRACTS.stream().map(DatasetTablesTest::table).collect(Collectors.joining("\n"))
                + text.substring(to);
        if (Boolean.getBoolean("cloze.update")) {
            Files.writeString(page, expected);
        }
        assertThat(page).as("mvn test -Dcloze.update=true writes it").content().isEqualTo(expected);
    }

    private static String table(Contract contract) {
        return Arrays.stream(contract.schema().fields())
                .map(DatasetTablesTest::row)
                .collect(Collectors.joining(
                        "\n", "| %s | type | meaning |\n| --- | --- | --- |\n".formatted(contract.dataset()), "\n"));
    }

    private static String row(StructField field) {
        return "| `%s` | %s | %s |"
                .formatted(
                        field.name(),
                        field.dataType().simpleString(),
                        field.getComment().get());
    }
}
