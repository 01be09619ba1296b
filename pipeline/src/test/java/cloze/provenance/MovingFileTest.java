package cloze.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.ChecksumException;
import org.junit.jupiter.api.Test;

class MovingFileTest {
    private final AtomicInteger attempts = new AtomicInteger();

    @Test
    void aFileReplacedWhileItIsReadIsReadAgain() throws IOException {
        assertThat(MovingFile.read(() -> {
                    if (attempts.incrementAndGet() < 3) {
                        throw new ChecksumException("replaced", 0);
                    }
                    return "whole";
                }))
                .isEqualTo("whole");
    }

    @Test
    void aFileThatStaysDamagedIsRefused() {
        assertThatThrownBy(() -> MovingFile.read(() -> {
                    attempts.incrementAndGet();
                    throw new ChecksumException("damaged", 0);
                }))
                .isInstanceOf(ChecksumException.class)
                .hasMessage("damaged");
        assertThat(attempts).hasValue(5);
    }
}
