package cloze.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.InvalidInputException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Links are followed, each file is listed once, and a listing ends. */
@Timeout(20)
class LinkLoopsTest {
    @TempDir
    Path folder;

    private Path root;

    @BeforeEach
    void writeFiles() throws IOException {
        root = Files.createDirectories(folder.resolve("root/sub")).getParent();
        Files.writeString(root.resolve("b.txt"), "b");
        Files.writeString(root.resolve("sub/c.txt"), "c");
    }

    private void link(String name, String target) throws IOException {
        Files.createSymbolicLink(root.resolve(name), Path.of(target));
    }

    private List<String> below(Path start) throws IOException {
        FileSystem system = FileSystem.getLocal(new Configuration());
        List<String> names = new ArrayList<>();
        for (FileStatus file : PathFiles.below(system, new org.apache.hadoop.fs.Path(start.toUri()))) {
            assertThat(system.getFileStatus(file.getPath()).getLen()).isEqualTo(file.getLen());
            names.add(
                    start.relativize(Path.of(file.getPath().toUri().getPath())).toString());
        }
        return names;
    }

    @Test
    void aLinkToItsOwnFolder() throws IOException {
        link("self", ".");
        assertThat(below(root)).containsExactly("b.txt", "sub/c.txt");
    }

    @Test
    void twoLinksToTheirOwnFolder() throws IOException {
        link("a-self", ".");
        link("sub/self", "..");
        link("z-self", ".");
        assertThat(below(root)).containsExactly("b.txt", "sub/c.txt");
    }

    @Test
    void aLinkToTheParentFolderReachesItsOtherFiles() throws IOException {
        Files.writeString(folder.resolve("beside.txt"), "beside");
        link("up", "..");
        assertThat(below(root)).containsExactly("b.txt", "sub/c.txt", "up/beside.txt");
    }

    @Test
    void aFileKeepsItsOwnPathWhateverLinksLeadToIt() throws IOException {
        link("a.txt", "sub/c.txt");
        link("again", "sub");
        link("sub/d.txt", "../b.txt");
        assertThat(below(root)).containsExactly("b.txt", "sub/c.txt");
    }

    @Test
    void ofTwoLinksToAFileOutsideTheFirstCounts() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("o.txt"), "o");
        link("two", "../outside");
        link("one", "../outside");
        link("three.txt", "../outside/o.txt");
        assertThat(below(root)).containsExactly("b.txt", "one/o.txt", "sub/c.txt");
    }

    @Test
    void theRootMayBeALink() throws IOException {
        link("sub/self", ".");
        Path start = Files.createSymbolicLink(folder.resolve("start"), root);
        assertThat(below(start)).containsExactly("b.txt", "sub/c.txt");
    }

    @Test
    void allPathsOfAFileShareItsRealName() throws IOException {
        link("self", ".");
        FileSystem system = FileSystem.getLocal(new Configuration());
        assertThat(PathFiles.realName(system, new org.apache.hadoop.fs.Path(root + "/self/self/b.txt")))
                .isEqualTo(PathFiles.realName(system, new org.apache.hadoop.fs.Path(root + "/b.txt")));
    }

    @Test
    void aLinkToNothingIsRefusedUnlessItIsHidden() throws IOException {
        link(".#lock", "nobody@host");
        assertThat(below(root)).containsExactly("b.txt", "sub/c.txt");
        link("gone.txt", "../moved/gone.txt");
        assertThatThrownBy(() -> below(root))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("gone.txt is a link to ../moved/gone.txt, which does not exist");
    }

    @Test
    void aLinkToItselfIsRefused() throws IOException {
        link("circle", "circle");
        assertThatThrownBy(() -> below(root))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("circle");
    }

    @Test
    void aMissingFolderIsNotFound() {
        assertThatThrownBy(() -> below(folder.resolve("absent"))).isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void pipesAreRefusedRatherThanWaitedFor() throws IOException, InterruptedException {
        Path pipe = root.resolve("sub/p.txt");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        link("to-pipe", "sub/p.txt");

        for (Path start : List.of(root, root.resolve("sub"), pipe, root.resolve("to-pipe"), Path.of("/dev/null"))) {
            assertThatThrownBy(() -> below(start))
                    .as(start.toString())
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("is a pipe, a socket or a device");
        }
    }
}
