package cloze.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.jobs.OwnJvm;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
class FullHeapTest {
    @TempDir
    private Path folder;

    @Test
    void aProcessWhoseThreadDiesOfItEndsAndSaysWhatToDo() throws Exception {
        try (var waiting = OwnJvm.start(folder.resolve("log"), List.of("-Xmx64m"), Waiting.class.getName())) {
            assertThat(waiting.process().waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(waiting.process().exitValue()).isEqualTo(1);
            assertThat(waiting.output())
                    .contains(
                            "error: thread hungry is out of memory",
                            "The heap of this process",
                            "CLOZE_DRIVER_MEMORY=8g");
        }
    }

    @Test
    void otherErrorsAreToldAndTheProcessGoesOn() {
        var told = new ByteArrayOutputStream();
        var console = new Console(System.out, new PrintStream(told, true, StandardCharsets.UTF_8));
        List<Integer> ended = new ArrayList<>();

        new FullHeap(console, ended::add)
                .uncaughtException(Thread.currentThread(), new IllegalStateException("of no consequence"));

        assertThat(ended).isEmpty();
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("thread main has died", "IllegalStateException: of no consequence");
    }

    @Test
    void aJobThatRunsOutOfMemoryItselfSaysTheSame() {
        assertThat(Fault.of(new IllegalStateException(new OutOfMemoryError("Java heap space")))
                        .message())
                .contains("The heap of this process", "CLOZE_DRIVER_MEMORY=8g");
        assertThat(Fault.of(new OutOfMemoryError("Physical memory usage is too high"))
                        .message())
                .doesNotContain("heap");
    }

    @Test
    void aTaskOnALocalMasterThatFillsTheHeapEndsTheRunWithTheSameMessage() throws Exception {
        List<String> options = List.of("-Xmx600m", "-Dspark.master=local[1]", "-Dspark.ui.enabled=false");
        try (var hungry = OwnJvm.start(folder.resolve("log"), options, HungryTask.class.getName())) {
            assertThat(hungry.process().waitFor(3, TimeUnit.MINUTES)).isTrue();
            assertThat(hungry.output()).contains("The heap of this process", "CLOZE_DRIVER_MEMORY=8g");
            assertThat(hungry.process().exitValue()).isEqualTo(1);
        }
    }

    /** A command whose only task takes all the memory there is. */
    static final class HungryTask implements Task {
        public static void main(String[] arguments) {
            JobRunner.main(new HungryTask(), arguments);
        }

        @Override
        public String name() {
            return "hungry";
        }

        @Override
        public String description() {
            return "takes all the memory there is";
        }

        @Override
        public List<Section> sections() {
            return List.of();
        }

        @Override
        public List<String> plan(SparkSession spark, RunConfig config) {
            return List.of();
        }

        @Override
        public List<String> execute(SparkSession spark, RunConfig config, RunOptions options) {
            long count = JavaSparkContext.fromSparkContext(spark.sparkContext())
                    .parallelize(List.of(1), 1)
                    .map(HungryTask::eat)
                    .count();
            return List.of(Long.toString(count));
        }

        private static int eat(int number) {
            List<byte[]> eaten = new ArrayList<>();
            while (eaten.size() < Integer.MAX_VALUE) {
                eaten.add(new byte[1 << 20]);
            }
            return number;
        }
    }

    /** Waits for a thread that can bring nothing any more. */
    static final class Waiting {
        /** Stays when its thread is gone. */
        private static final List<byte[]> EATEN = new ArrayList<>();

        private Waiting() {}

        public static void main(String[] arguments) throws InterruptedException {
            FullHeap.guard(Console.standard());
            new Thread(
                            () -> {
                                while (true) {
                                    EATEN.add(new byte[1 << 20]);
                                }
                            },
                            "hungry")
                    .start();
            TimeUnit.MINUTES.sleep(5);
        }
    }
}
