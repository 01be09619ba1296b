package cloze.config.hocon;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.ByteSize;
import cloze.config.TimeSpan;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordReaderTest {
    record Bounds(TimeSpan time, ByteSize memory) {}

    record Step(double share, int size) {}

    record Steps(List<Step> steps) {}

    private final RecordReader reader = new RecordReader(ConfigFactory.parseString("time = 0, memory = 0"));

    @Test
    void aTimeIsANumberOfSecondsOrADuration() {
        assertThat(bounds("time = 90, memory = 0").time().seconds()).isEqualTo(90);
        assertThat(bounds("time = \"1.5\", memory = 0").time().seconds()).isEqualTo(1.5);
        assertThat(bounds("time = 30 minutes, memory = 0").time().seconds()).isEqualTo(1800);
        assertThat(bounds("time = 2h, memory = 0").time().seconds()).isEqualTo(7200);
    }

    @Test
    void aSizeIsANumberOfBytesOrASizeWithItsUnit() {
        assertThat(bounds("time = 0, memory = 1000").memory().bytes()).isEqualTo(1000);
        assertThat(bounds("time = 0, memory = 6 GiB").memory().bytes()).isEqualTo(6L << 30);
        assertThat(new ByteSize(3 << 19).shown()).isEqualTo("1.5 MiB");
    }

    @Test
    void whatIsNoTimeOrSizeIsAFaultThatNamesBothForms() {
        bounds("time = soon, memory = plenty");
        assertThat(reader.problems())
                .containsExactly(
                        "time = soon: must be a number of seconds, or a duration such as \"30 minutes\"",
                        "memory = plenty: must be a number of bytes, or a size such as \"6 GiB\"");
    }

    @Test
    void aListOfRecordsIsReadInOrder() {
        var config = ConfigFactory.parseString("steps = [{share = 0.5, size = 8}, {share = 0.9, size = 16}]");
        assertThat(reader.read(Steps.class, config, "").orElseThrow().steps())
                .containsExactly(new Step(0.5, 8), new Step(0.9, 16));
        assertThat(reader.problems()).isEmpty();
    }

    private Bounds bounds(String hocon) {
        return reader.read(Bounds.class, ConfigFactory.parseString(hocon), "").orElseThrow();
    }
}
