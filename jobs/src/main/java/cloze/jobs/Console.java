package cloze.jobs;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** What a person at the terminal sees: phases and progress on standard error, results on standard output. */
final class Console {
    private final PrintStream results;
    private final PrintStream progress;
    private final Consumer<String> phases;

    Console(PrintStream results, PrintStream progress) {
        this(results, progress, phase -> {});
    }

    private Console(PrintStream results, PrintStream progress, Consumer<String> phases) {
        this.results = results;
        this.progress = progress;
        this.phases = phases;
    }

    /** Shows nothing, and tells {@code phases} of each phase as it begins. */
    static Console silent(Consumer<String> phases) {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Console(nowhere, nowhere, phases);
    }

    static Console standard() {
        return new Console(System.out, System.err);
    }

    /** A result line. */
    void result(String line) {
        results.println(line);
        results.flush();
    }

    void results(List<String> lines) {
        lines.forEach(this::result);
    }

    /** What begins now. */
    void phase(String what) {
        progress.println("-- " + what);
        progress.flush();
        phases.accept(what);
    }

    /** What went wrong. */
    void error(String message) {
        progress.println("error: " + message);
        progress.flush();
    }

    PrintStream progressStream() {
        return progress;
    }

    /** {@code 95 s} as 1m35s. */
    static String duration(double seconds) {
        var duration = Duration.ofSeconds(Math.round(seconds));
        return duration.toMinutes() == 0
                ? duration.toSeconds() + "s"
                : "%dm%02ds".formatted(duration.toMinutes(), duration.toSecondsPart());
    }
}
