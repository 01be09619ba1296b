package cloze.jobs;

import cloze.train.TrainingLogRow;
import cloze.train.TrainingPlan;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress of a training run: a bar with time left on a terminal, a line every ten seconds where the output goes to a file. */
final class TrainingConsole implements AutoCloseable {
    private static final double SECONDS_BETWEEN_LINES = 10;
    private static final int WIDTH = 150;

    private final Console console;
    private final long start = System.nanoTime();
    private Optional<ProgressBar> bar = Optional.empty();
    private int roundsBefore = -1;
    private double lastLine = -SECONDS_BETWEEN_LINES;

    TrainingConsole(Console console) {
        this.console = console;
    }

    /** Shows the state after one round. */
    void show(TrainingLogRow row, TrainingPlan plan) {
        if (roundsBefore < 0) {
            roundsBefore = row.round();
            // Without a terminal a bar would fill a log with carriage returns.
            bar = Optional.ofNullable(System.console()).map(terminal -> bar(plan.rounds()));
        }
        int done = row.round() + 1;
        String state = state(row);
        bar.ifPresent(shown -> shown.stepTo(done).setExtraMessage(" " + state));
        double seconds = (System.nanoTime() - start) * 1e-9;
        boolean due = seconds - lastLine >= SECONDS_BETWEEN_LINES || done == plan.rounds();
        if (bar.isEmpty() && due) {
            lastLine = seconds;
            double left = seconds / (done - roundsBefore) * (plan.rounds() - done);
            console.phase("round %d of %d, %s, %s left".formatted(done, plan.rounds(), state, Console.duration(left)));
        }
    }

    private static ProgressBar bar(int rounds) {
        return new ProgressBarBuilder()
                .setTaskName("rounds")
                .setInitialMax(rounds)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(500)
                .setMaxRenderedLength(WIDTH)
                .build();
    }

    private static String state(TrainingLogRow row) {
        return String.format(
                Locale.ROOT,
                "mlm loss %.3f accuracy %.3f, nsp loss %.3f accuracy %.3f, spread %.1e, %.0f sequences/s",
                row.maskedLmLoss(),
                row.maskedLmAccuracy(),
                row.nextSentenceLoss(),
                row.nextSentenceAccuracy(),
                row.parameterSpread(),
                row.sequencesPerSecond());
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
