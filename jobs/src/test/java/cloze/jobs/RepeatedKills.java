package cloze.jobs;

import cloze.platform.ScalaSequences;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/**
 * Kills an executor over and over while two workers train by eight slices, each time at another moment. Waits after
 * each kill until there are two executors again. Told of the job's phases, it begins with the first one.
 */
final class RepeatedKills extends SparkListener implements Consumer<String> {
    private static final int EXECUTORS = 2;

    private final int wanted;
    private final BiConsumer<String, String> kill;
    private final Map<Moment, Integer> done = new EnumMap<>(Moment.class);
    private final Set<Integer> stages = new HashSet<>();
    private SparkContext context;
    private int kills;
    private int lost;
    private int begun;

    /** Moments of a round and of a checkpoint, by the task that begins then. */
    enum Moment {
        FIRST_WORKER_FITS("averaging round", 1),
        SECOND_WORKER_FITS("averaging round", 2),
        FIRST_SLICE("averaging round", 3),
        HALF_OF_THE_SLICES("averaging round", 6),
        LAST_SLICE("averaging round", 10),
        REPORTS("averaging round", 11),
        CHECKPOINT("writing the state", 1);

        private final String job;
        private final int task;

        /**
         * @param job words in the description of the Spark job
         * @param task how many of its tasks have begun by then
         */
        Moment(String job, int task) {
            this.job = job;
            this.task = task;
        }

        String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * @param wanted number of kills
     * @param kill takes the application and the executor to kill
     */
    RepeatedKills(int wanted, BiConsumer<String, String> kill) {
        this.wanted = wanted;
        this.kill = kill;
    }

    @Override
    public void accept(String phase) {
        if (context == null) {
            context = SparkContext.getOrCreate();
            context.addSparkListener(this);
        }
    }

    private Moment next() {
        return Moment.values()[kills % Moment.values().length];
    }

    @Override
    public void onJobStart(SparkListenerJobStart event) {
        String job = event.properties().getProperty("spark.job.description", "");
        int driver = 1;
        boolean isWhole = lost == kills && context.getExecutorMemoryStatus().size() - driver == EXECUTORS;
        if (kills < wanted && isWhole && job.contains(next().job)) {
            begun = 0;
            ScalaSequences.asJava(event.stageIds()).forEach(stage -> stages.add((Integer) stage));
        }
    }

    @Override
    public void onTaskStart(SparkListenerTaskStart event) {
        if (stages.contains(event.stageId()) && ++begun == next().task) {
            stages.clear();
            done.merge(next(), 1, Integer::sum);
            kills++;
            kill.accept(context.applicationId(), event.taskInfo().executorId());
        }
    }

    @Override
    public void onJobEnd(SparkListenerJobEnd event) {
        stages.clear();
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved event) {
        lost++;
    }

    /** Returns the number of kills at each moment. */
    Map<Moment, Integer> done() {
        return Map.copyOf(done);
    }
}
