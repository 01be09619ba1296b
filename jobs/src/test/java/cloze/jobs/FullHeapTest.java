package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullHeapTest {
    @TempDir
    private Path folder;

    @Test
    void aProcessWhoseThreadDiesOfItEndsAndSaysWhatToDo() throws Exception {
        try (var waiting = OwnJvm.start(folder.resolve("log"), List.of("-Xmx64m"), Waiting.class.getName())) {
            assertThat(waiting.process().waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(waiting.process().exitValue()).isEqualTo(1);
            assertThat(waiting.output())
                    .contains("error: the heap of this process,", "in thread hungry", "CLOZE_DRIVER_MEMORY=8g");
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
        assertThat(told.toString(StandardCharsets.UTF_8)).contains("IllegalStateException: of no consequence");
    }

    /** Waits for a thread that can bring nothing any more. */
    static final class Waiting {
        private Waiting() {}

        public static void main(String[] arguments) throws InterruptedException {
            FullHeap.guard(Console.standard());
            new Thread(
                            () -> {
                                List<byte[]> eaten = new ArrayList<>();
                                while (true) {
                                    eaten.add(new byte[1 << 20]);
                                }
                            },
                            "hungry")
                    .start();
            TimeUnit.MINUTES.sleep(5);
        }
    }
}
