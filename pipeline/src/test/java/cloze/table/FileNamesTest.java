package cloze.table;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.error.ClozeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that cannot read a name says so, instead of leaving the file out. */
@Tag("slow")
class FileNamesTest {
    @TempDir
    Path folder;

    /** Lists what an argument names, in a JVM with another locale. */
    static final class Listing {
        private Listing() {}

        public static void main(String[] arguments) throws Exception {
            FileSystem files = FileSystem.getLocal(new Configuration());
            // The locale of this process cannot pass the character on.
            String name = arguments[1].replace("UMLAUT", "\u00fc");
            try {
                if (arguments[0].equals("require")) {
                    FileNames.requireComplete();
                }
                for (FileStatus named : PathFiles.named(files, StoredPath.of(name))) {
                    for (FileStatus file : PathFiles.below(files, named.getPath())) {
                        System.out.println("found " + file.getPath().getName());
                    }
                }
            } catch (ClozeException e) {
                System.out.println("refused " + e.exitCode() + " " + e.getMessage());
            }
        }
    }

    private String listed(String locale, String... arguments) throws Exception {
        var builder = new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx200m",
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                Listing.class.getName());
        builder.command().addAll(List.of(arguments));
        builder.environment().keySet().removeIf(key -> key.startsWith("LC_") || key.equals("LANG"));
        builder.environment().put("LC_ALL", locale);
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @ParameterizedTest
    @ValueSource(strings = {"Straße.txt", "雨.txt", "e\u0301.txt"})
    void aListingInAPosixLocaleFails(String name) throws Exception {
        Files.writeString(folder.resolve("plain.txt"), "x");
        Files.writeString(folder.resolve(name), "x");
        for (String input : List.of(folder.toString(), folder + "/*")) {
            assertThat(listed("C", "list", input))
                    .contains("refused 3", "holds a file whose name is not text in", "Set LC_ALL=C.UTF-8")
                    .doesNotContain("found");
        }
        assertThat(listed("C.UTF-8", "list", folder.toString())).contains("found plain.txt", "found " + name);
    }

    @Test
    void aNameThatCannotBeAskedForIsRefused() throws Exception {
        assertThat(listed("C", "list", folder + "/UMLAUT.txt")).contains("refused 3", "cannot be opened", "LC_ALL=C.UTF-8");
    }

    @Test
    void namesInAsciiAreListedInAnyLocale() throws Exception {
        Files.writeString(folder.resolve("plain.txt"), "x");
        assertThat(listed("POSIX", "list", folder.toString())).contains("found plain.txt");
    }

    @Test
    void anExecutorOfAPosixLocaleRefusesItsTask() throws Exception {
        assertThat(listed("POSIX", "require", folder.toString()))
                .contains("refused 2", "sun.jnu.encoding", "spark.executorEnv.LC_ALL=C.UTF-8");
        assertThat(listed("C.UTF-8", "require", folder.toString())).doesNotContain("refused");
    }

    @Test
    void aNameThatIsNotUtf8IsRefusedInAUtf8Locale() throws Exception {
        // printf writes the byte of a Latin-1 umlaut.
        Process made = new ProcessBuilder("bash", "-c", "touch \"$0/$(printf 'M\\374ller.txt')\"", folder.toString()).start();
        assertThat(made.waitFor()).isZero();
        assertThat(listed("C.UTF-8", "list", folder.toString())).contains("refused 3", "Rename it");
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, true", "utf-8, true", "ANSI_X3.4-1968, false", "ISO-8859-1, false", "US-ASCII, false", "'', false"})
    void onlyUtf8IsComplete(String encoding, boolean complete) {
        assertThat(FileNames.problem(encoding).isEmpty()).isEqualTo(complete);
    }
}
