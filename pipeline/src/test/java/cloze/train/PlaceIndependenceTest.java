package cloze.train;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.testing.SparkSessionExtension;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The same two workers on one core, on two, and with tasks that fail and are tried again. */
@Tag("spark")
@Tag("slow")
@ExtendWith(SparkSessionExtension.class)
class PlaceIndependenceTest {
    @TempDir
    private Path folder;

    @Test
    void weightsDependNeitherOnCoresNorOnFailuresOnTheWay(SparkSession spark) throws Exception {
        String here = folder.resolve("here").toString();
        TinyPretraining.of(spark, TinyRun.request(2, 2, here), TinyPretraining.hooks(spark, TinyRun.Examples::new))
                .run();
        byte[] expected = weights(Path.of(here));

        assertThat(trainElsewhere("local[1]", "calm")).isEqualTo(expected);
        assertThat(trainElsewhere("local[2,4]", "failing")).isEqualTo(expected);
        assertThat(Files.readString(log("failing"))).contains("no example 8 at first");
    }

    private byte[] trainElsewhere(String master, String failures) throws IOException, InterruptedException {
        Path output = folder.resolve(failures);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-"))
                .forEach(command::add);
        command.add("-Xmx1g");
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.addAll(List.of(TrainingElsewhere.class.getName(), master, output.toString(), failures));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(failures).toFile())
                .start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(() -> read(log(failures).toFile())).isZero();
        return weights(output);
    }

    private Path log(String failures) {
        return folder.resolve(failures + ".log");
    }

    private static String read(File file) {
        try {
            return Files.readString(file.toPath());
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static byte[] weights(Path output) throws IOException {
        return Files.readAllBytes(output.resolve("checkpoints/step-00000006/model.safetensors"));
    }
}
