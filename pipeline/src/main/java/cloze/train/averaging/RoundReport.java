package cloze.train.averaging;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The result of a round.
 *
 * @param totals sums over all steps of all workers
 * @param parameterSpread spread of the workers before averaging; NaN if one diverged
 * @param times breakdown of the round's time
 * @param memory memory of each process by Spark's executor id: of an executor the largest measured when one of its
 *     workers finished, of the driver at the end of the round
 * @param divergences the workers that stopped at a value that is not finite; if there is one, the model is as before
 *     the round
 */
public record RoundReport(
        StepTotals totals,
        double parameterSpread,
        RoundTimes times,
        Map<String, ProcessMemory> memory,
        List<WorkerOutcome.Diverged> divergences) {
    public RoundReport {
        memory = Map.copyOf(memory);
        divergences = List.copyOf(divergences);
    }

    /**
     * Creates the report of a round.
     *
     * @param outcomes outcomes of the workers that had work, in the order of the workers, which is also the order of
     *     summation
     * @param times computes the times of the round from the intervals in which workers fitted
     */
    public static RoundReport of(
            List<WorkerOutcome> outcomes, double spread, Function<List<RoundTimes.Busy>, RoundTimes> times) {
        StepTotals totals = StepTotals.NONE;
        List<RoundTimes.Busy> workers = new ArrayList<>();
        Map<String, ProcessMemory> memory = new HashMap<>();
        List<WorkerOutcome.Diverged> divergences = new ArrayList<>();
        for (WorkerOutcome outcome : outcomes) {
            if (outcome instanceof WorkerOutcome.Fitted fitted) {
                totals = totals.plus(fitted.totals());
                workers.add(fitted.busy());
                memory.merge(fitted.busy().process(), fitted.memory(), RoundReport::larger);
            } else if (outcome instanceof WorkerOutcome.Diverged diverged) {
                divergences.add(diverged);
            }
        }
        memory.put(ProcessMemory.DRIVER, ProcessMemory.now());
        return new RoundReport(totals, spread, times.apply(workers), memory, divergences);
    }

    private static ProcessMemory larger(ProcessMemory one, ProcessMemory other) {
        return one.residentBytes() < other.residentBytes() ? other : one;
    }

    /**
     * Returns the resident size in bytes of the largest process, driver or executor, at the end of the round; 0 if
     * unknown.
     */
    public long residentBytes() {
        return memory.values().stream()
                .mapToLong(ProcessMemory::residentBytes)
                .max()
                .orElse(0);
    }
}
