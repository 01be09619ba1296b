package cloze.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.jobs.ExperimentJob;
import org.junit.jupiter.api.Test;

class CommandTest {
    @Test
    void whatAShellWouldTakeApartIsQuoted() {
        assertThat(Command.of(new ExperimentJob(), "--conf", "conf/full.conf", "--set", "experiment.seeds=[1, 2]"))
                .isEqualTo("experiment --conf conf/full.conf --set 'experiment.seeds=[1, 2]'");
        assertThat(Command.of(new ExperimentJob(), "--set", "corpus.input=\"Anna's books\""))
                .isEqualTo("experiment --set 'corpus.input=\"Anna'\\''s books\"'");
    }
}
