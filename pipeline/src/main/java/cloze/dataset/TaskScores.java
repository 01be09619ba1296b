package cloze.dataset;

import java.io.Serializable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The scores of a model on all tasks.
 *
 * @param byTask a score for each task, in the order of the tasks
 */
public record TaskScores(Map<Task, Score> byTask) implements Serializable {
    /** The scores without predictions. */
    public static final TaskScores NONE = new TaskScores(Map.of());

    /** Adds an empty score for tasks that {@code byTask} lacks. */
    public TaskScores {
        var all = new EnumMap<Task, Score>(Task.class);
        for (Task task : Task.values()) {
            all.put(task, byTask.getOrDefault(task, Score.NONE));
        }
        byTask = Collections.unmodifiableMap(all);
    }

    public Score of(Task task) {
        return byTask.get(task);
    }

    public TaskScores plus(TaskScores other) {
        var sums = new EnumMap<Task, Score>(byTask);
        other.byTask.forEach((task, score) -> sums.merge(task, score, Score::plus));
        return new TaskScores(sums);
    }
}
