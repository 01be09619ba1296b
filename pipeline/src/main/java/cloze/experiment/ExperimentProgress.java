package cloze.experiment;

import cloze.config.ExperimentConfig;
import cloze.config.TimeSpan;

/** Progress of an experiment. Estimates the time left from the runs that are done, because all runs are alike. */
final class ExperimentProgress {
    private final int runs;
    private final long start = System.nanoTime();
    private int begun;
    private int done;

    ExperimentProgress(ExperimentConfig experiment) {
        runs = experiment.variants().size() * experiment.seeds().size();
    }

    /** Records that a run begins. Returns a description of it, with the estimated time left. */
    synchronized String next(String variant, long seed) {
        double seconds = (System.nanoTime() - start) * 1e-9;
        String left =
                done == 0 ? "" : ", about %s left".formatted(new TimeSpan(seconds / done * (runs - done)).shown());
        begun++;
        return "run %d of %d: variant %s, seed %d%s".formatted(begun, runs, variant, seed, left);
    }

    /** Records that one more run is done. */
    synchronized void done() {
        done++;
    }
}
