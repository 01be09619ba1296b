package cloze.experiment;

import cloze.config.ExperimentConfig;
import cloze.config.TimeSpan;

/** How far an experiment is: its runs are alike, so what is left follows from those that are done. */
final class ExperimentProgress {
    private final int runs;
    private final long start = System.nanoTime();
    private int begun;
    private int done;

    ExperimentProgress(ExperimentConfig experiment) {
        runs = experiment.variants().size() * experiment.seeds().size();
    }

    /** Says which run begins now. */
    synchronized String next(String variant, long seed) {
        double seconds = (System.nanoTime() - start) * 1e-9;
        String left =
                done == 0 ? "" : ", about %s left".formatted(new TimeSpan(seconds / done * (runs - done)).shown());
        begun++;
        return "run %d of %d: variant %s, seed %d%s".formatted(begun, runs, variant, seed, left);
    }

    /** One more run is done. */
    synchronized void done() {
        done++;
    }
}
