package cloze.jobs;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;
import org.apache.spark.Success$;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/** What becomes of a job's executors, and one blow when a certain task has begun. Told of the job's phases, it watches from the first one on. */
final class ClusterWatch extends SparkListener implements Consumer<String> {
    private final String moment;
    private final int task;
    private final BiConsumer<String, String> blow;

    private final Set<String> executors = ConcurrentHashMap.newKeySet();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final Set<Integer> stages = new HashSet<>();
    private String application = "";
    private int begun;

    private ClusterWatch(String moment, int task, BiConsumer<String, String> blow) {
        this.moment = moment;
        this.task = task;
        this.blow = blow;
    }

    /** Does nothing. */
    static ClusterWatch peaceful() {
        return new ClusterWatch("", 0, (application, executor) -> {});
    }

    /**
     * Strikes once.
     *
     * @param moment how the description of a Spark job begins
     * @param task how many of its tasks have begun by then
     * @param blow takes the application and the executor that has just begun the task
     */
    static ClusterWatch striking(String moment, int task, BiConsumer<String, String> blow) {
        return new ClusterWatch(moment, task, blow);
    }

    @Override
    public void accept(String phase) {
        if (application.isEmpty()) {
            SparkContext context = SparkContext.getOrCreate();
            application = context.applicationId();
            context.addSparkListener(this);
        }
    }

    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted event) {
        if (event.properties().getProperty("spark.job.description", "").startsWith(moment)) {
            stages.add(event.stageInfo().stageId());
        }
    }

    @Override
    public void onTaskStart(SparkListenerTaskStart event) {
        String executor = event.taskInfo().executorId();
        executors.add(executor);
        if (stages.contains(event.stageId()) && ++begun == task) {
            blow.accept(application, executor);
        }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd event) {
        if (!event.reason().equals(Success$.MODULE$)) {
            failed.incrementAndGet();
        }
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved event) {
        lost.incrementAndGet();
    }

    /** How many executors had work. */
    int executors() {
        return executors.size();
    }

    /** How many were lost while the job ran. */
    int lost() {
        return lost.get();
    }

    /** How many tasks had to be done again. */
    int failed() {
        return failed.get();
    }
}
