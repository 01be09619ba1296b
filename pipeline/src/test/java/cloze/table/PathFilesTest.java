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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathFilesTest {
    @TempDir
    Path folder;

    private void write(String... names) throws IOException {
        for (String name : names) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), name);
        }
    }

    private List<String> files(String path) throws IOException {
        FileSystem system = FileSystem.getLocal(new Configuration());
        List<String> names = new ArrayList<>();
        for (FileStatus named : PathFiles.named(system, new org.apache.hadoop.fs.Path(folder + "/" + path))) {
            for (FileStatus file : PathFiles.below(system, named.getPath())) {
                names.add(folder.relativize(Path.of(file.getPath().toUri().getPath()))
                        .toString());
            }
        }
        return names;
    }

    @Test
    void aFolderIsSearchedThroughByNameWithoutHiddenFiles() throws IOException {
        write("b/2.txt", "b/1.txt", "a.txt", "_SUCCESS", ".hidden/x.txt", "_temporary/y.txt", "_year=2024/z.txt");
        assertThat(files("")).containsExactly("_year=2024/z.txt", "a.txt", "b/1.txt", "b/2.txt");
    }

    @Test
    void aFileThatAnEditorChangedIsReadWhateverItsOldChecksum() throws IOException {
        FileSystem system = FileSystem.getLocal(new Configuration());
        var file = new org.apache.hadoop.fs.Path(folder + "/a.txt");
        try (var out = system.create(file)) {
            out.writeBytes("written by Hadoop, with a checksum");
        }
        assertThat(folder.resolve(".a.txt.crc")).exists();
        Files.writeString(folder.resolve("a.txt"), "changed by an editor");

        try (var in = PathFiles.open(system, file)) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("changed by an editor");
        }
    }

    @Test
    void whatExistsIsLiteralAndWhatDoesNotIsAGlob() throws IOException {
        write("x[1].txt", "x1.txt", "y1.txt");
        assertThat(files("x[1].txt")).containsExactly("x[1].txt");
        assertThat(files("y[1].txt")).containsExactly("y1.txt");
        assertThat(files("*1.txt")).containsExactly("x1.txt", "y1.txt");
        assertThat(files("z*")).isEmpty();
    }

    @Test
    void aHiddenNameCountsWhenItIsNamedAndNotWhenAGlobMatchesIt() throws IOException {
        write("_notes.txt", ".folder/1.txt", "2.txt");
        assertThat(files("_notes.txt")).containsExactly("_notes.txt");
        assertThat(files(".folder")).containsExactly(".folder/1.txt");
        assertThat(files("*.txt")).containsExactly("2.txt");
    }
}
