package cloze.release.registry;

import cloze.error.RegistryInUseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;

/** A separate process that competes for the lease of a registry repeatedly, and is finally killed while holding it. */
final class LeaseRival {
    static final String TALLY = "tally";
    static final int TURNS = 15;

    private static final Duration TERM = Duration.ofSeconds(1);
    private static final long PAUSE_MILLIS = 2;

    private LeaseRival() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Registry registry = Registry.open(new Configuration(), arguments[0]);
        int turns = 0;
        while (turns < TURNS) {
            try {
                Lease lease = registry.acquire(TERM);
                work(Path.of(arguments[0]));
                turns++;
                if (turns < TURNS) {
                    lease.close();
                }
            } catch (RegistryInUseException e) {
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    /** Fails if two processes run it at once: a file cannot be created twice, and an increment would be lost. */
    private static void work(Path registry) throws IOException {
        Path busy = Files.writeString(registry.resolve("busy"), "", StandardOpenOption.CREATE_NEW);
        Path tally = registry.resolve(TALLY);
        String before = Files.exists(tally) ? Files.readString(tally) : "";
        Files.writeString(tally, before + "x");
        Files.delete(busy);
    }
}
