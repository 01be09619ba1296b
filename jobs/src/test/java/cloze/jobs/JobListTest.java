package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the script says without a job, and of each job. */
@Tag("spark")
class JobListTest {
    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help"})
    void helpNamesEveryJob(String help) {
        CapturedJob run = CapturedJob.typed(help);
        assertThat(run.exitCode()).isZero();
        assertThat(run.progress()).isEmpty();
        Main.JOBS.forEach(job -> assertThat(run.results())
                .containsPattern("\n *" + job.name() + " +" + job.description().replaceFirst(" .*", "")));
    }

    @Test
    void anUnknownJobIsAnErrorAndTheNamesFollow() {
        CapturedJob run = CapturedJob.typed("train", "--dry-run");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.error()).contains("no job \"train\"; expected one of the names below");
        assertThat(run.results()).contains("pretrain", "export");
    }

    @Test
    void noJobIsAnErrorAndTheNamesFollow() {
        CapturedJob run = CapturedJob.typed();
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.error()).contains("no job named; expected one of the names below");
        assertThat(run.results()).contains("pretrain", "export");
    }

    @Test
    void retrainAloneHasTheOptionToRollBack() {
        assertThat(CapturedJob.typed("retrain", "--help").results())
                .contains("--rollback", "--dry-run", "retrain.keep-versions", "registry");
        assertThat(CapturedJob.typed("prepare", "--help").results())
                .contains("--dry-run", "examples.max-seq-length")
                .doesNotContain("--rollback");
        assertThat(CapturedJob.typed("help", "prepare").results())
                .isEqualTo(CapturedJob.typed("prepare", "--help").results());
    }
}
