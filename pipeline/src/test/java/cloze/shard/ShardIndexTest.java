package cloze.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.CorruptArtifactException;
import cloze.fuzz.MemoryFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardIndexTest {
    private static final String INDEX =
            """
            {"format-version": 2, "seed": 5, "epoch": 0, "bins": [32], "block-size": 16,
             "files": [{"name": "part-00000.shard", "bin": 1, "examples": 10}]}""";

    private static ShardSet open(String index) {
        Configuration hadoop = MemoryFiles.holding(Map.of(ShardSet.INDEX, index.getBytes(StandardCharsets.UTF_8)));
        return ShardSet.open(MemoryFiles.FOLDER.toString(), hadoop);
    }

    private static void assertCorrupt(String index) {
        assertThat(index).isNotEqualTo(INDEX);
        assertThatThrownBy(() -> open(index))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContaining(ShardSet.INDEX)
                .hasMessageContaining("Delete the folder");
    }

    @Test
    void readsTheFilesOfASet() {
        assertThat(open(INDEX).files()).isEqualTo(List.of(new ShardFile("part-00000.shard", 1, 10)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../part-00000.shard", "/etc/passwd", "a/b", "..", "", "hdfs://host/x", ".part-00000.shard"})
    void aFileOutsideTheFolderIsRefused(String name) {
        assertCorrupt(INDEX.replace("part-00000.shard", name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"bin\": 2",
                "\"bin\": -1",
                "\"bin\": null",
                "\"bin\": 1, \"bin\": 0",
            })
    void aBinThatDoesNotExistIsRefused(String bin) {
        assertCorrupt(INDEX.replace("\"bin\": 1", bin));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "2147483648", "9223372036854775807", "1.5", "\"many\""})
    void aCountThatNoFileHasIsRefused(String examples) {
        assertCorrupt(INDEX.replace("\"examples\": 10", "\"examples\": " + examples));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-16"})
    void blocksOfNothingAreRefused(String size) {
        assertCorrupt(INDEX.replace("\"block-size\": 16", "\"block-size\": " + size));
    }

    @Test
    void anIndexThatIsNoSuchJsonIsRefused() {
        for (String index : List.of("", "null", "[]", "{}", INDEX + "{}", "[".repeat(100_000))) {
            assertCorrupt(index);
        }
    }
}
