package cloze.train.averaging;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a round came to.
 *
 * @param totals sums over all steps of all workers
 * @param parameterSpread how far apart the workers were before averaging; NaN when one diverged
 * @param times where its time went
 * @param memory what each executor's process held when its last worker was done, by Spark's id of it; the driver's where that is none of them
 * @param divergences the workers that stopped at a number that is none; when there is one, the model is as before the round
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
     * The report of a round.
     *
     * @param outcomes of the workers that had work, in the workers' order: sums are made in that order
     * @param seconds wall time of the round
     * @param averagingSeconds of it, making one state of the workers' states
     */
    static RoundReport of(List<WorkerOutcome> outcomes, double spread, double seconds, double averagingSeconds) {
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
        return new RoundReport(totals, spread, RoundTimes.of(seconds, averagingSeconds, workers), memory, divergences);
    }

    private static ProcessMemory larger(ProcessMemory one, ProcessMemory other) {
        return one.residentBytes() < other.residentBytes() ? other : one;
    }

    /** Resident size of the largest process, driver or executor, at its end; 0 where it is not known. */
    public long residentBytes() {
        return memory.values().stream()
                .mapToLong(ProcessMemory::residentBytes)
                .max()
                .orElse(0);
    }
}
