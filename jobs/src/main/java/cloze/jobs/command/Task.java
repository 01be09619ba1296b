package cloze.jobs.command;

import cloze.config.RunConfig;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** A command without an output folder of its own. */
public non-sealed interface Task extends Command {
    /** A whole run, {@link #check} first; the lines it prints last. */
    List<String> execute(SparkSession spark, RunConfig config, RunOptions options) throws Exception;
}
