package cloze.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A path is taken as it is written, whatever characters it has. */
class StoredPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "run-2024-01-01T00:00",
                "a:b/c",
                "runs/run-2024-01-01T00:00",
                "10:00:00.txt",
                ":",
                "p[1]",
                "s{0}",
                "a*?,b",
                "100%20 #+",
                "été 雨",
                "back\\slash"
            })
    void aRelativePathIsBelowTheWorkingFolder(String name) throws IOException {
        FileSystem files = FileSystem.getLocal(new Configuration());
        Path path = files.makeQualified(StoredPath.of(name));
        assertThat(path.toUri().getPath())
                .isEqualTo(files.getWorkingDirectory().toUri().getPath() + "/" + name);
        assertThat(new Path(path.toString())).isEqualTo(path);
        assertThat(new Path(StoredPath.of(name).toString())).isEqualTo(StoredPath.of(name));
    }

    @ParameterizedTest
    @CsvSource({
        "hdfs://host:8020/a:b, hdfs, host:8020, /a:b",
        "s3a://bucket/2024-01-01T00:00, s3a, bucket, /2024-01-01T00:00",
        "file:/tmp/a:b, file, , /tmp/a:b",
        "file:///tmp/x, file, , /tmp/x",
        "/tmp/12:30/x, , , /tmp/12:30/x"
    })
    void aSchemeStaysAScheme(String text, String scheme, String authority, String path) {
        Path found = StoredPath.of(text);
        assertThat(found.toUri().getScheme()).isEqualTo(scheme);
        assertThat(found.toUri().getAuthority()).isEqualTo(authority);
        assertThat(found.toUri().getPath()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-01-01T00:00:00.txt", "a:b", "x%20y", "#", "p[1]{2}"})
    void aChildKeepsItsName(String name) {
        Path child = StoredPath.child(new Path("file:/tmp/a:b"), name);
        assertThat(child.getName()).isEqualTo(name);
        assertThat(child.getParent()).isEqualTo(new Path("file:/tmp/a:b"));
    }
}
