package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar that is started on another Spark than it is built for says so, whatever it is asked to do. */
@Tag("slow")
@Tag("platform")
class WrongPlatformTest {
    @TempDir
    Path folder;

    @Test
    void eachWayToStartAJobIsRefusedInOneLine() throws IOException, InterruptedException {
        assertRefused("the-script", Main.class, "experiment");
        assertRefused("help", Main.class, "--help");
        assertRefused("a-main-class", PrepareJob.class, "--dry-run");
    }

    private void assertRefused(String name, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        // What the build says of itself is looked up where the JDK's own resources are first.
        Path build = folder.resolve(name + "/cloze/platform/platform.properties");
        Files.createDirectories(build.getParent());
        Files.writeString(build, "spark=9.1.0\nscala=3.7\n");
        try (OwnJvm jvm = OwnJvm.start(
                folder.resolve(name + ".log"),
                List.of("-Xbootclasspath/a:" + folder.resolve(name)),
                main.getName(),
                arguments)) {
            assertThat(jvm.process().waitFor()).as(jvm.output()).isEqualTo(2);
            assertThat(jvm.output().lines().filter(line -> line.startsWith("error: ")))
                    .singleElement()
                    .asString()
                    .startsWith("error: This build is for Spark 9 with Scala 3.7, and this is Spark ");
            assertThat(jvm.output()).doesNotContain("\tat ");
        }
    }
}
