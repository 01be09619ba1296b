package cloze.config.hocon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {
    @Test
    void everyKeyHasAMeaning() {
        assertThat(ConfigReference.markdown().lines().filter(line -> line.startsWith("| `")))
                .allSatisfy(line -> assertThat(line).doesNotContain("|  |"));
    }

    @Test
    void theTextOfAJobHoldsItsKeysAndNoOthers() {
        assertThat(ConfigReference.text(List.of("seed", "tokenize")))
                .contains("seed = 12345", "tokenize.pieces = false")
                .doesNotContain("training.");
    }

    @Test
    void thePageBesideTheConfigurationsIsWhatTheCodeSays() throws IOException {
        Path page = Path.of("..", "conf", "README.md");
        String expected = ConfigReference.markdown();
        if (Boolean.getBoolean("cloze.update")) {
            Files.writeString(page, expected);
        }
        assertThat(page).as("mvn test -Dcloze.update=true writes it").content().isEqualTo(expected);
    }
}
