package cloze.train;

import cloze.config.EarlyStoppingConfig;
import java.util.ArrayList;
import java.util.List;

/** What a run has done so far. It is part of every checkpoint; whether the run is over follows from it alone. */
final class TrainingHistory {
    private final List<TrainingLogRow> log = new ArrayList<>();
    private final List<ValidationLogRow> validation = new ArrayList<>();
    private double fittingSeconds;

    /** A run that has done nothing. */
    TrainingHistory() {}

    /** A run as {@code checkpoint} has it. */
    static TrainingHistory of(Checkpoint checkpoint) {
        var history = new TrainingHistory();
        history.log.addAll(checkpoint.log());
        history.validation.addAll(checkpoint.validation());
        history.fittingSeconds = checkpoint.info().seconds();
        return history;
    }

    void add(TrainingLogRow row, RoundReport report) {
        log.add(row);
        fittingSeconds += report.times().all();
    }

    /** Notes what the weights of now measured. */
    void add(HeldOutMetrics metrics, double minGain) {
        boolean better =
                validation.isEmpty() || Double.isNaN(bestLoss()) || metrics.maskedLmLoss() < bestLoss() - minGain;
        validation.add(new ValidationLogRow(rounds() - 1, steps(), metrics, better));
    }

    List<TrainingLogRow> log() {
        return List.copyOf(log);
    }

    List<ValidationLogRow> validation() {
        return List.copyOf(validation);
    }

    /** Rounds done. */
    int rounds() {
        return log.size();
    }

    /** Steps of each worker done. */
    int steps() {
        return log.isEmpty() ? 0 : log.get(log.size() - 1).step();
    }

    /** Wall time spent, everything between two rounds included. */
    double elapsedSeconds() {
        return log.isEmpty() ? 0 : log.get(log.size() - 1).elapsedSeconds();
    }

    /** Time spent in the rounds. */
    double fittingSeconds() {
        return fittingSeconds;
    }

    /** Measurements made after the best one. */
    int measurementsSinceBest() {
        return validation.isEmpty() ? 0 : validation.size() - 1 - best();
    }

    /** Whether the weights of now are the best measured. */
    boolean isBestNow() {
        return !validation.isEmpty() && validation.get(best()).step() == steps();
    }

    /** The step whose weights are the run's result: the best measured when the run stops early, else the last. */
    int resultStep(EarlyStoppingConfig stopping) {
        return stopping.patience() == 0 || validation.isEmpty()
                ? steps()
                : validation.get(best()).step();
    }

    private double bestLoss() {
        return validation.get(best()).metrics().maskedLmLoss();
    }

    /** The last that was best when it was made. */
    private int best() {
        int index = validation.size() - 1;
        while (!validation.get(index).best()) {
            index--;
        }
        return index;
    }
}
