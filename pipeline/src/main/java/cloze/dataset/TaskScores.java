package cloze.dataset;

import java.io.Serializable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How a model scored on each task.
 *
 * @param byTask a score for each task, in the tasks' order
 */
public record TaskScores(Map<Task, Score> byTask) implements Serializable {
    /** No predictions. */
    public static final TaskScores NONE = new TaskScores(Map.of());

    /** Tasks that {@code byTask} lacks made no predictions. */
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
