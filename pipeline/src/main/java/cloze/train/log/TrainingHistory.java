package cloze.train.log;

import cloze.config.EarlyStoppingConfig;
import cloze.dataset.Task;
import cloze.train.averaging.RoundReport;
import java.util.ArrayList;
import java.util.List;

/** The history of a run so far. It is part of every checkpoint, and alone determines whether the run is over. */
public final class TrainingHistory {
    private final List<TrainingLogRow> log = new ArrayList<>();
    private final List<ValidationLogRow> validation = new ArrayList<>();
    private double fittingSeconds;

    /** Creates the history of a new run. */
    public TrainingHistory() {}

    /**
     * Restores the history of a run to resume.
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

    /** Records a measurement of the current weights on held-out examples. */
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

    /** Returns the number of rounds done. */
    public int rounds() {
        return log.size();
    }

    /** Returns the number of rounds at the end that were left out because they diverged. */
    public int leftOutLast() {
        int count = 0;
        while (count < log.size() && log.get(log.size() - 1 - count).wasLeftOut()) {
            count++;
        }
        return count;
    }

    /** Returns the number of steps of each worker done. */
    public int steps() {
        return log.isEmpty() ? 0 : log.get(log.size() - 1).step();
    }

    /** Returns the wall time spent, including the time between rounds. */
    public double elapsedSeconds() {
        return log.isEmpty() ? 0 : log.get(log.size() - 1).elapsedSeconds();
    }

    /** Returns the time spent in the rounds. */
    public double fittingSeconds() {
        return fittingSeconds;
    }

    /** Returns the number of measurements after the best one. */
    public int measurementsSinceBest() {
        return validation.isEmpty() ? 0 : validation.size() - 1 - best();
    }

    /** Returns whether the current weights are the best measured so far. */
    public boolean isBestNow() {
        return !validation.isEmpty() && validation.get(best()).step() == steps();
    }

    /**
     * Returns the step whose weights are the result of the run: the best measured if the run may stop early, otherwise
     * the last.
     */
    public int resultStep(EarlyStoppingConfig stopping) {
        return stopping.patience() == 0 || validation.isEmpty()
                ? steps()
                : validation.get(best()).step();
    }

    private double bestLoss() {
        return validation.get(best()).metrics().loss(Task.MASKED_LM);
    }

    /** Returns the index of the last measurement that improved on all before it. */
    private int best() {
        int index = validation.size() - 1;
        while (!validation.get(index).best()) {
            index--;
        }
        return index;
    }
}
