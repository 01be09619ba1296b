package cloze.train;

import java.util.ArrayList;
import java.util.List;

/** What a run has done so far. It is part of every checkpoint; whether the run is over follows from it alone. */
final class TrainingHistory {
    private final List<TrainingLogRow> log = new ArrayList<>();
    private double fittingSeconds;

    /** A run that has done nothing. */
    TrainingHistory() {}

    /** A run as {@code checkpoint} has it. */
    static TrainingHistory of(Checkpoint checkpoint) {
        var history = new TrainingHistory();
        history.log.addAll(checkpoint.log());
        history.fittingSeconds = checkpoint.info().seconds();
        return history;
    }

    void add(TrainingLogRow row, RoundReport report) {
        log.add(row);
        fittingSeconds += report.seconds();
    }

    List<TrainingLogRow> log() {
        return List.copyOf(log);
    }

    /** Rounds done. */
    int rounds() {
        return log.size();
    }

    /** Steps of each worker done. */
    int steps() {
        return log.isEmpty() ? 0 : log.get(log.size() - 1).step();
    }

    /** Time spent in the rounds. */
    double fittingSeconds() {
        return fittingSeconds;
    }
}
