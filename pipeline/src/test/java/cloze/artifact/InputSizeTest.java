package cloze.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputSizeTest {
    @TempDir
    private Path folder;

    private InputSize size(String... paths) {
        return InputSize.of(new Configuration(), List.of(paths));
    }

    private String write(String name, int bytes) throws IOException {
        return Files.write(folder.resolve(name), new byte[bytes]).toString();
    }

    @Test
    void takesEveryPackedFileForLargerThanItIs() throws IOException {
        for (String name : List.of("a.txt.gz", "A.TXT.GZ", "b.xz", "c.lz4", "d.snappy", "e.parquet", "f.ZST")) {
            assertThat(size(write(name, 100))).as(name).isEqualTo(new InputSize(1, 100, 300));
        }
        assertThat(size(write("plain.txt", 100))).isEqualTo(new InputSize(1, 100, 100));
    }

    @Test
    void countsAFileOnceWhicheverInputsReachIt() throws IOException {
        String file = write("a.txt", 100);
        Files.createSymbolicLink(folder.resolve("link.txt"), Path.of("a.txt"));
        write("b.txt", 10);

        assertThat(size(file, folder.toString(), folder + "/*.txt")).isEqualTo(new InputSize(2, 110, 110));
    }
}
