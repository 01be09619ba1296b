package cloze.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A run that its cluster gives up. */
class InterruptedRunTest {
    @Test
    void isExplainedWhateverItWaitedFor() {
        Fault fault = Fault.of(new IOException("Output folder", new InterruptedException()));
        assertThat(fault.exitCode()).isEqualTo(1);
        assertThat(fault.line()).contains("interrupted from outside", "has the reason", "run the same command again");
    }
}
