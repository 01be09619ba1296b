package cloze.report;

import cloze.table.SmallTable;
import java.util.List;
import java.util.Map;

/**
 * What an experiment has measured: all that its report says is read from here.
 *
 * @param comparison one row per variant, as {@code Comparison} makes it
 * @param differences of the variants, as {@code Differences} makes it
 * @param ceilings what can be reached; no rows where that is not known
 * @param ceilingObstacles why it is not known
 * @param evaluation variant, seed, split, and the columns of an evaluation
 * @param curves variant, seed, split, and the columns of {@link LearningCurve}
 * @param slices variant, seed, and the columns of an evaluation's slices
 * @param calibration variant, seed, and the columns of an evaluation's calibration
 * @param answers variant, seed, and the columns of an evaluation's examples
 * @param quality tables of the examples' quality by name, in the order they are read
 */
public record ExperimentTables(
        SmallTable comparison,
        SmallTable differences,
        SmallTable ceilings,
        List<String> ceilingObstacles,
        SmallTable evaluation,
        SmallTable curves,
        SmallTable slices,
        SmallTable calibration,
        SmallTable answers,
        Map<String, SmallTable> quality) {}
