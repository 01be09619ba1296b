package cloze.train.averaging;

import java.util.List;
import java.util.Map;

/**
 * What a round came to.
 *
 * @param totals sums over all steps of all workers
 * @param parameterSpread how far apart the workers were before averaging
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

    /** Resident size of the largest process, driver or executor, at its end; 0 where it is not known. */
    public long residentBytes() {
        return memory.values().stream()
                .mapToLong(ProcessMemory::residentBytes)
                .max()
                .orElse(0);
    }
}
