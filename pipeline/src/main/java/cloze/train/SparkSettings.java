package cloze.train;

import cloze.config.TrainingConfig;
import cloze.config.TrainingConfig.Route;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings of Spark for sessions on a cluster that train by slices. Spark reads them once, when its context starts, so
 * they are for the one who opens the session. A setting that the user has made already wins over one of these.
 */
public final class SparkSettings {
    private SparkSettings() {}

    /** Returns the settings for {@code training}, values by name; empty if its rounds average on the driver. */
    public static Map<String, String> of(TrainingConfig training) {
        return training.exchange().averagingRoute() == Route.DRIVER ? Map.of() : ofSlices();
    }

    /**
     * Returns the settings for a session that does nothing but train. It does not compress what tasks send each other: lz4
     * makes floats no smaller (1.001 of their size), and takes one to two nanoseconds of a core for each byte. Spark knows one
     * setting for all shuffles, and those of a session that also prepares text gain more from compression than rounds lose.
     */
    public static Map<String, String> ofTrainingAlone(TrainingConfig training) {
        Map<String, String> settings = new LinkedHashMap<>(of(training));
        if (!settings.isEmpty()) {
            settings.put("spark.shuffle.compress", "false");
        }
        return Collections.unmodifiableMap(settings);
    }

    private static Map<String, String> ofSlices() {
        Map<String, String> settings = new LinkedHashMap<>();
        // Spark waits three seconds for the executor that has a task's input, longer than the task takes. Meanwhile the
        // network cards of other executors are idle (SPARK-18886).
        settings.put("spark.locality.wait", "0s");
        // Every slice needs a part of every worker, so no executor is a better place for it. Spark would search for one
        // on the driver, in workers x slices steps.
        settings.put("spark.shuffle.reduceLocality.enabled", "false");
        // An executor that dies in a round makes fetches fail, and each attempt of a stage may find another one dead.
        // Spark gives up after 4 attempts, which many executors reach in a bad hour.
        settings.put("spark.stage.maxConsecutiveAttempts", "16");
        // How long a task waits before it asks a silent executor again, three times. The default of 5 s is long for
        // rounds of seconds.
        settings.put("spark.shuffle.io.retryWait", "2s");
        // Spark's web interface keeps 100,000 tasks, 1,000 stages and 1,000 jobs in the driver's memory, even if it is
        // switched off. Rounds of 1,000 workers fill that in minutes.
        settings.put("spark.ui.retainedTasks", "5000");
        settings.put("spark.ui.retainedStages", "100");
        settings.put("spark.ui.retainedJobs", "100");
        return Collections.unmodifiableMap(settings);
    }
}
