package cloze.jobs.command;

import cloze.config.RunConfig;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** A command without its own output folder. */
public non-sealed interface Task extends Command {
    /** Runs {@link #check} and the whole task, and returns the lines to print last. */
    List<String> execute(SparkSession spark, RunConfig config, RunOptions options) throws Exception;
}
