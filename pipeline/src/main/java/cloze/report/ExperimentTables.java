package cloze.report;

import cloze.table.SmallTable;
import java.util.List;
import java.util.Map;

/**
 * The measurements of an experiment. Its report is derived from these tables alone.
 *
 * @param comparison one row per variant, in the format of {@code Comparison}
 * @param differences differences of the variants, in the format of {@code Differences}
 * @param ceilings upper bounds of the metrics; no rows if they are unknown
 * @param ceilingObstacles the reasons why they are unknown
 * @param evaluation variant, seed, split, and the columns of an evaluation
 * @param curves variant, seed, split, and the columns of {@link LearningCurve}
 * @param slices variant, seed, and the columns of an evaluation's slices
 * @param calibration variant, seed, and the columns of an evaluation's calibration
 * @param answers variant, seed, and the columns of an evaluation's examples
 * @param quality quality tables of the examples by name, in the order of the report
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
