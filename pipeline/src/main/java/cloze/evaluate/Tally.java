package cloze.evaluate;

import cloze.dataset.Metric;
import cloze.dataset.Predictor;
import cloze.dataset.Score;
import cloze.dataset.Task;
import cloze.dataset.TaskScores;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Sums over examples from which every metric follows. Tallies of disjoint examples are merged by addition. A tally may
 * be weighted, because a bootstrap resampling counts a document several times.
 */
public final class Tally implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final List<Predictor> PREDICTORS = List.of(Predictor.values());
    private static final List<Task> TASKS = List.of(Task.values());

    /** The sums of a score: loss, right answers, predictions. */
    private static final int SUMS = 3;

    /** The sums of the score of each predictor on each task. */
    private final double[] sums = new double[PREDICTORS.size() * TASKS.size() * SUMS];

    /**
     * Adds one prediction.
     *
     * @param loss negative log-likelihood of the right answer in nats
     * @param correct 1 if the right answer was the likeliest, otherwise 0; or the predictor's own probability of being
     *     right
     */
    void add(Predictor predictor, Task task, double loss, double correct) {
        int first = first(predictor, task);
        sums[first] += loss;
        sums[first + 1] += correct;
        sums[first + 2]++;
    }

    /** Adds {@code weight} times {@code other}. */
    public void add(Tally other, double weight) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += weight * other.sums[i];
        }
    }

    private static int first(Predictor predictor, Task task) {
        return (PREDICTORS.indexOf(predictor) * TASKS.size() + TASKS.indexOf(task)) * SUMS;
    }

    /** Returns the score of {@code predictor} on {@code task}. */
    public Score score(Predictor predictor, Task task) {
        int first = first(predictor, task);
        return new Score(sums[first], sums[first + 1], sums[first + 2]);
    }

    /** Returns the scores of the model on all tasks. */
    public TaskScores scores() {
        Map<Task, Score> scores = new EnumMap<>(Task.class);
        for (Task task : TASKS) {
            scores.put(task, score(Predictor.MODEL, task));
        }
        return new TaskScores(scores);
    }

    /** Returns the number of the model's predictions: masked positions, or pairs. */
    public long count(Task task) {
        return Math.round(score(Predictor.MODEL, task).count());
    }

    /** Returns the value of {@code metric}; NaN without predictions. */
    public double value(Metric metric) {
        return metric.quantity().of(score(metric.predictor(), metric.task()));
    }
}
