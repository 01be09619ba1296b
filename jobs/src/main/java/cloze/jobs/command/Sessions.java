package cloze.jobs.command;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.SparkSession;

/** Opens Spark sessions; nothing else does. Master and resources come from spark-submit. */
public final class Sessions {
    /** A round on a local master returns the weights of every worker, which exceed Spark's limit against accidental collects. */
    private static final String RESULTS = "spark.driver.maxResultSize";

    /** Weights do not compress, so compression would waste time every round. */
    private static final String COMPRESSION = "spark.broadcast.compress";

    /**
     * On a local master, a task that fills the heap would otherwise end the process at once, with Spark's exit code and no message.
     */
    private static final String FATAL_ERRORS = "spark.executor.killOnFatalError.depth";

    private Sessions() {}

    /** Opens a session of a process that has none. */
    public static SparkSession open(String job) {
        return SparkSession.builder()
                .appName("cloze " + job)
                .config(RESULTS, "0")
                .config(COMPRESSION, "false")
                .config(FATAL_ERRORS, isLocal() ? "0" : "5")
                .getOrCreate();
    }

    /**
     * Returns whether Spark runs in this process already: a notebook, an application that calls a job, or a platform that runs
     * a job in its own driver. Such a session belongs to its owner.
     */
    static boolean isGiven() {
        return SparkEnv.get() != null;
    }

    /** Returns the session that runs in this process already. */
    static SparkSession given() {
        return SparkSession.builder().getOrCreate();
    }

    /** Returns what to say of the settings of {@code given} that only its owner can make, before it starts; a line each. */
    static List<String> tooLate(SparkSession given) {
        SparkConf conf = given.sparkContext().getConf();
        List<String> lines = new ArrayList<>();
        if (!conf.get(RESULTS, "1g").equals("0")) {
            lines.add("this session was started with %s = %s, which a round of training can exceed; start it with %s=0"
                    .formatted(RESULTS, conf.get(RESULTS, "1g"), RESULTS));
        }
        if (conf.getBoolean(COMPRESSION, true)) {
            lines.add(
                    "this session was started with %s = true, which slows every round of training; start it with %s=false"
                            .formatted(COMPRESSION, COMPRESSION));
        }
        return lines;
    }

    private static boolean isLocal() {
        return new SparkConf().get("spark.master", "").startsWith("local");
    }
}
