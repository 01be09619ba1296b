package cloze.jobs.command;

import cloze.config.TimeSpan;
import cloze.dataset.Task;
import cloze.train.log.TrainingLogRow;
import cloze.train.plan.TrainingPlan;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows the progress of a training run: on a terminal as a bar with the remaining time, in a file as a line every ten
 * seconds.
 */
final class TrainingConsole implements AutoCloseable {
    private static final double SECONDS_BETWEEN_LINES = 10;
    private static final int WIDTH = 150;

    private static final int PARTS = 1000;

    private final Console console;
    private final TimeSpan budget;
    private final long start = System.nanoTime();
    private Optional<ProgressBar> bar = Optional.empty();
    private double shareBefore = -1;
    private double lastLine = -SECONDS_BETWEEN_LINES;

    /** @param budget the time budget of the run; zero without one */
    TrainingConsole(Console console, TimeSpan budget) {
        this.console = console;
        this.budget = budget;
    }

    void showResumed(int rounds, int steps) {
        console.phase("resumed from the checkpoint at step %d, after round %d".formatted(steps, rounds));
    }

    /** Updates the display after one round. */
    void show(TrainingLogRow row, TrainingPlan plan) {
        double share = share(row, plan);
        double seconds = (System.nanoTime() - start) * 1e-9;
        if (shareBefore < 0) {
            // In a resumed run, the earlier progress took no time of this process.
            shareBefore = Math.max(0, share - share / (row.round() + 1));
            bar = console.hasBars() ? Optional.of(bar()) : Optional.empty();
        }
        String state = state(row);
        bar.ifPresent(shown -> shown.stepTo((long) (share * PARTS)).setExtraMessage(" " + state));
        boolean due = seconds - lastLine >= SECONDS_BETWEEN_LINES || share >= 1;
        if (bar.isEmpty() && due) {
            lastLine = seconds;
            double left = seconds * (1 - share) / (share - shareBefore);
            console.phase("%s, %s, %s left".formatted(place(row, plan), state, Console.duration(left)));
        }
    }

    /** Returns the share of the run that is done, by rounds or by time, whichever is larger. */
    private double share(TrainingLogRow row, TrainingPlan plan) {
        double rounds = (row.round() + 1.0) / plan.rounds();
        double time = budget.seconds() == 0 ? 0 : row.elapsedSeconds() / budget.seconds();
        return Math.min(1, Math.max(rounds, time));
    }

    private String place(TrainingLogRow row, TrainingPlan plan) {
        return budget.seconds() == 0
                ? "round %d of %d".formatted(row.round() + 1, plan.rounds())
                : "round %d, %s of %s"
                        .formatted(
                                row.round() + 1,
                                Console.duration(row.elapsedSeconds()),
                                Console.duration(budget.seconds()));
    }

    private static ProgressBar bar() {
        return new ProgressBarBuilder()
                .setTaskName("training")
                .setInitialMax(PARTS)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(500)
                .setMaxRenderedLength(WIDTH)
                .build();
    }

    private static String state(TrainingLogRow row) {
        String tasks = Arrays.stream(Task.values())
                .map(task -> String.format(
                        Locale.ROOT,
                        "%s loss %.3f accuracy %.3f",
                        task.abbreviation(),
                        row.metrics().loss(task),
                        row.metrics().accuracy(task)))
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%s, spread %.1e, %.0f sequences/s",
                tasks,
                row.parameterSpread(),
                row.sequencesPerSecond());
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
