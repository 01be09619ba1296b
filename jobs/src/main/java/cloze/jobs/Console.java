package cloze.jobs;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** What a person at the terminal sees: phases and progress on standard error, results on standard output. */
final class Console {
    private final PrintStream results;
    private final PrintStream progress;

    Console(PrintStream results, PrintStream progress) {
        this.results = results;
        this.progress = progress;
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
