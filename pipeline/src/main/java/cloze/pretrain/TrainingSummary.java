package cloze.pretrain;

import cloze.config.TimeSpan;
import cloze.dataset.Metrics;
import cloze.dataset.Task;
import cloze.train.PretrainingResult;
import cloze.train.StopReason;
import cloze.train.log.TrainingLogRow;
import cloze.train.log.ValidationLogRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Summarises a training for the terminal and the manifest. */
final class TrainingSummary {
    private TrainingSummary() {}

    /** @param notes lines to print first */
    static List<String> lines(PretrainingResult result, List<String> notes) {
        TrainingLogRow last = result.last();
        List<String> lines = new ArrayList<>(notes);
        lines.addAll(List.of(
                "Trained %d steps per worker in %d averaging rounds, %s"
                        .formatted(result.steps(), result.rounds(), new TimeSpan(result.seconds()).shown()),
                String.format(
                        Locale.ROOT,
                        "Last round: %s, parameter spread before averaging %.2e, %.1f sequences/s",
                        metrics(last),
                        last.parameterSpread(),
                        last.sequencesPerSecond())));
        if (!result.leftOut().isEmpty()) {
            lines.add("Left out %d of %d rounds, which diverged: %s"
                    .formatted(result.leftOut().size(), result.rounds(), result.leftOut()));
        }
        if (result.reason() == StopReason.TIME_BUDGET) {
            lines.add(String.format(
                    Locale.ROOT, "The time budget was spent after %s", new TimeSpan(last.elapsedSeconds()).shown()));
        } else if (result.reason() == StopReason.EARLY_STOPPING) {
            lines.add("Stopped early: the last measurements on held-out examples showed no gain");
        }
        result.validation().stream()
                .filter(ValidationLogRow::best)
                .reduce((earlier, later) -> later)
                .ifPresent(best -> lines.add(String.format(
                        Locale.ROOT,
                        "Best on held-out examples: %s %.4f at step %d",
                        Metrics.loss(Task.MASKED_LM).column(),
                        best.metrics().loss(Task.MASKED_LM),
                        best.step())));
        lines.add("Checkpoint " + result.checkpoint());
        return lines;
    }

    private static String metrics(TrainingLogRow row) {
        return row.metrics().byColumn().entrySet().stream()
                .map(metric -> String.format(Locale.ROOT, "%s %.4f", metric.getKey(), metric.getValue()))
                .collect(Collectors.joining(", "));
    }
}
