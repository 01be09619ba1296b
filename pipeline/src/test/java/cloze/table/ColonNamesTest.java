package cloze.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files whose names hold a colon are listed, matched and opened among others. */
class ColonNamesTest {
    @TempDir
    Path folder;

    private FileSystem system;

    @BeforeEach
    void open() throws IOException {
        system = FileSystem.getLocal(new Configuration());
    }

    private List<String> contents(String path) throws IOException {
        List<String> contents = new ArrayList<>();
        for (FileStatus named : PathFiles.named(system, StoredPath.of(folder + "/" + path))) {
            for (FileStatus file : PathFiles.below(system, named.getPath())) {
                // As tasks receive it.
                org.apache.hadoop.fs.Path sent = StoredPath.of(file.getPath().toString());
                try (var in = PathFiles.open(system, sent)) {
                    contents.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return contents;
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-01-01T00:00:00.txt", "a:b", ":", "m:1%20#.txt", "b:x/y:z.txt", "日:本.txt"})
    void aNameWithAColonIsOneOfManyNames(String name) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), "colon");
        Files.writeString(folder.resolve("zz.txt"), "plain");
        assertThat(contents("")).containsExactlyInAnyOrder("colon", "plain");
        assertThat(contents(name)).containsExactly("colon");
        assertThat(contents("*")).containsExactlyInAnyOrder("colon", "plain");
        assertThat(contents("{" + name + ",zz.txt}")).containsExactlyInAnyOrder("colon", "plain");
    }

    @Test
    void aFileSystemWithoutChecksumsReadsThemToo() throws IOException {
        var raw = new RawLocalFileSystem();
        raw.initialize(java.net.URI.create("file:///"), new Configuration());
        system = raw;
        Files.writeString(folder.resolve("12:30.txt"), "colon");
        assertThat(contents("")).containsExactly("colon");
    }
}
