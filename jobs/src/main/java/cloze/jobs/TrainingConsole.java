package cloze.jobs;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Progress of a training run, counted in rounds: a bar with time left on a terminal, a line every ten seconds where the output goes to
 * a file.
 */
final class TrainingConsole implements AutoCloseable {
    private static final double SECONDS_BETWEEN_LINES = 10;

    private final Console console;
    private final long rounds;
    private final ProgressBar bar;
    private final long start = System.nanoTime();
    private long firstRound = -1;
    private double lastLine = -SECONDS_BETWEEN_LINES;

    TrainingConsole(Console console, String task, long rounds) {
        this.console = console;
        this.rounds = rounds;
        // Without a terminal the bar would fill a log with carriage returns.
        bar = System.console() == null
                ? null
                : new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(rounds)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(500)
                        .setMaxRenderedLength(140)
                        .build();
    }

    /** Shows the state after {@code round} rounds. */
    void show(long round, String state) {
        if (bar != null) {
            bar.stepTo(round);
            bar.setExtraMessage(" " + state);
            return;
        }
        if (firstRound < 0) {
            firstRound = round - 1;
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        if (seconds - lastLine >= SECONDS_BETWEEN_LINES || round == rounds) {
            lastLine = seconds;
            double left = seconds / (round - firstRound) * (rounds - round);
            console.phase("round %d of %d, %s, %s left".formatted(round, rounds, state, Console.duration(left)));
        }
    }

    /** {@code loss 3.214 mlm .412 nsp .688, 120 sequences/s}. */
    static String state(double loss, double maskedLmAccuracy, double nextSentenceAccuracy, double sequencesPerSecond) {
        return String.format(
                Locale.ROOT,
                "loss %.3f, mlm accuracy %.3f, nsp accuracy %.3f, %.0f sequences/s",
                loss,
                maskedLmAccuracy,
                nextSentenceAccuracy,
                sequencesPerSecond);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
