package cloze.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.RunConfig;
import cloze.config.TimeSpan;
import cloze.config.TrainingConfig;
import cloze.config.hocon.ConfigLoader;
import cloze.error.CorruptArtifactException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeLimitTest {
    private static final Configuration HADOOP = new Configuration();
    private static final RunConfig CONFIG = ConfigLoader.load(Optional.empty(), List.of());

    @TempDir
    private Path folder;

    private TrainingConfig within(double limit, double spent, TrainingConfig training) throws IOException {
        var file = new org.apache.hadoop.fs.Path(folder.resolve("time-budget").toUri());
        return new TimeLimit(new TimeSpan(limit), file).within(HADOOP, training, () -> spent);
    }

    @Test
    void theTrainingHasWhatIsLeft() throws IOException {
        assertThat(within(3600, 600, CONFIG.training()).timeBudget().seconds()).isEqualTo(3000);
    }

    @Test
    void aResumedRunHasTheSameTime() throws IOException {
        within(3600, 600, CONFIG.training());
        assertThat(within(3600, 3, CONFIG.training()).timeBudget().seconds()).isEqualTo(3000);
    }

    @Test
    void whereNothingIsLeftARoundIsTrained() throws IOException {
        assertThat(within(60, 600, CONFIG.training()).timeBudget().seconds()).isEqualTo(1);
    }

    @Test
    void withoutALimitOrWithAShorterBudgetNothingChanges() throws IOException {
        assertThat(within(0, 600, CONFIG.training())).isEqualTo(CONFIG.training());
        assertThat(folder).isEmptyDirectory();
        TrainingConfig shorter = CONFIG.training().within(new TimeSpan(5));
        assertThat(within(3600, 600, shorter)).isEqualTo(shorter);
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        Files.writeString(folder.resolve("time-budget"), "soon");
        assertThatThrownBy(() -> within(60, 0, CONFIG.training()))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContaining("expected a number of seconds, found soon");
    }
}
