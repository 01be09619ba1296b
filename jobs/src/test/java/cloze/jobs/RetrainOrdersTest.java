package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("spark")
class RetrainOrdersTest {
    private static final int BAD_CONFIGURATION = 2;

    @Test
    void twoOrdersAtOnceAreRefused() {
        CapturedJob run = CapturedJob.run(new RetrainJob(), "--rollback", "--forget", "ids.txt");
        assertThat(run.exitCode()).as(run.progress()).isEqualTo(BAD_CONFIGURATION);
        assertThat(run.error()).contains("--rollback and --forget: expected one of them");
    }

    @Test
    void bothAreAmongTheOptions() {
        assertThat(CapturedJob.typed("retrain", "--help").results()).contains("--rollback", "--forget=FILE");
    }
}
