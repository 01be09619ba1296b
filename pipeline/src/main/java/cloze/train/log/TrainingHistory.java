package cloze.train.log;

import cloze.config.EarlyStoppingConfig;
import cloze.dataset.Task;
import cloze.train.averaging.RoundReport;
import java.util.ArrayList;
import java.util.List;

/** What a run has done so far. It is part of every checkpoint; whether the run is over follows from it alone. */
public final class TrainingHistory {
    private final List<TrainingLogRow> log = new ArrayList<>();
    private final List<ValidationLogRow> validation = new ArrayList<>();
    private double fittingSeconds;

    /** A run that has done nothing. */
    public TrainingHistory() {}

    /**
     * Resumes a run.
     *
     * @param log one row per round done
     * @param validation the measurements on held-out examples so far
     * @param fittingSeconds time spent in these rounds
     */
    public static TrainingHistory of(
            List<TrainingLogRow> log, List<ValidationLogRow> validation, double fittingSeconds) {
        var history = new TrainingHistory();
        history.log.addAll(log);
        history.validation.addAll(validation);
        history.fittingSeconds = fittingSeconds;
        return history;
    }

    public void add(TrainingLogRow row, RoundReport report) {
        log.add(row);
        fittingSeconds += report.times().all();
    }

    /** Records how the current weights did on held-out examples. */
    public void add(TaskMetrics metrics, double minGain) {
        boolean better =
                validation.isEmpty() || Double.isNaN(bestLoss()) || metrics.loss(Task.MASKED_LM) < bestLoss() - minGain;
        validation.add(new ValidationLogRow(rounds() - 1, steps(), metrics, better));
    }

    public List<TrainingLogRow> log() {
        return List.copyOf(log);
    }

    public List<ValidationLogRow> validation() {
        return List.copyOf(validation);
    }

    /** Rounds done. */
    public int rounds() {
        return log.size();
    }

    /** Steps of each worker done. */
    public int steps() {
        return log.isEmpty() ? 0 : log.get(log.size() - 1).step();
    }

    /** Wall time spent, everything between two rounds included. */
    public double elapsedSeconds() {
        return log.isEmpty() ? 0 : log.get(log.size() - 1).elapsedSeconds();
    }

    /** Time spent in the rounds. */
    public double fittingSeconds() {
        return fittingSeconds;
    }

    /** Measurements made after the best one. */
    public int measurementsSinceBest() {
        return validation.isEmpty() ? 0 : validation.size() - 1 - best();
    }

    /** Whether the current weights are the best measured so far. */
    public boolean isBestNow() {
        return !validation.isEmpty() && validation.get(best()).step() == steps();
    }

    /** The step whose weights are the run's result: the best measured when the run stops early, else the last. */
    public int resultStep(EarlyStoppingConfig stopping) {
        return stopping.patience() == 0 || validation.isEmpty()
                ? steps()
                : validation.get(best()).step();
    }

    private double bestLoss() {
        return validation.get(best()).metrics().loss(Task.MASKED_LM);
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
