package cloze.jobs.command;

import cloze.error.InvalidConfigException;
import cloze.platform.ProcessFreeFileSystem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
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

    /** Executors of a cluster would need the class before they have the jar. */
    private static final String LOCAL_FILES = "spark.hadoop." + ProcessFreeFileSystem.SETTING;

    private static final String MASTER = "spark.master";

    /** How the name of an application begins that no master has given one. */
    private static final String UNREGISTERED = "spark-application-";

    private Sessions() {}

    /** Opens a session of a process that has none. */
    public static SparkSession open(String job) {
        return open(job, Map.of());
    }

    /**
     * Opens a session of a process that has none.
     *
     * @param settings settings for a cluster, values by name; those that spark-submit brings are kept
     * @throws InvalidConfigException if no standalone master answers
     */
    public static SparkSession open(String job, Map<String, String> settings) {
        var submitted = new SparkConf();
        SparkSession.Builder builder = SparkSession.builder()
                .appName("cloze " + job)
                .config(RESULTS, "0")
                .config(COMPRESSION, "false")
                .config(FATAL_ERRORS, isLocal(submitted) ? "0" : "5");
        unset(submitted, settings).forEach(builder::config);
        if (isLocal(submitted)
                && !submitted.contains(LOCAL_FILES)
                && ProcessFreeFileSystem.isFoundBy(FileSystem.class.getClassLoader())) {
            builder.config(LOCAL_FILES, ProcessFreeFileSystem.class.getName());
        }
        String master = submitted.get(MASTER, "");
        if (!master.startsWith("spark://")) {
            return builder.getOrCreate();
        }
        SparkSession session;
        try {
            session = builder.getOrCreate();
        } catch (IllegalStateException | NullPointerException e) {
            // Spark stops its context in a thread of its own once it has given up: it fails with either, or not at all.
            var unanswered = unanswered(master);
            unanswered.initCause(e);
            throw unanswered;
        }
        if (session.sparkContext().applicationId().startsWith(UNREGISTERED)) {
            session.stop();
            throw unanswered(master);
        }
        return session;
    }

    private static InvalidConfigException unanswered(String master) {
        return new InvalidConfigException(List.of(
                "--master %s: expected a master of Spark %s, found none that answers; check the address, and that the cluster runs this version of Spark"
                        .formatted(master, org.apache.spark.package$.MODULE$.SPARK_VERSION())));
    }

    /** Returns those of {@code settings} that {@code spark} leaves open; none on a local master, which has no network. */
    static Map<String, String> unset(SparkConf spark, Map<String, String> settings) {
        Map<String, String> open = new LinkedHashMap<>(settings);
        open.keySet().removeIf(name -> isLocal(spark) || spark.contains(name));
        return open;
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

    /**
     * Returns what to say of the settings of {@code given} that only its owner can make, before it starts; a line each.
     *
     * @param settings settings for a cluster that the job would have made, values by name
     */
    static List<String> tooLate(SparkSession given, Map<String, String> settings) {
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
        Map<String, String> unset = unset(conf, settings);
        if (!unset.isEmpty()) {
            String all = unset.entrySet().stream()
                    .map(setting -> setting.getKey() + "=" + setting.getValue())
                    .collect(Collectors.joining(" "));
            lines.add("this session was started without settings that make rounds of training faster; start it with "
                    + all);
        }
        return lines;
    }

    private static boolean isLocal(SparkConf spark) {
        return spark.get(MASTER, "").startsWith("local");
    }
}
