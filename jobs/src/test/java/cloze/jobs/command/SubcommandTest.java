package cloze.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SubcommandTest {
    @Test
    void whatAShellWouldTakeApartIsQuoted() {
        assertThat(Subcommand.typed("experiment", "--conf", "conf/full.conf", "--set", "experiment.seeds=[1, 2]"))
                .isEqualTo("experiment --conf conf/full.conf --set 'experiment.seeds=[1, 2]'");
        assertThat(Subcommand.typed("experiment", "--set", "corpus.input=\"Anna's books\""))
                .isEqualTo("experiment --set 'corpus.input=\"Anna'\\''s books\"'");
    }
}
