package cloze.jobs.command;

import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.run.Step;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** A command with one output folder. {@link cloze.run.StepRun} runs it. */
public non-sealed interface Job extends Command, Step {
    @Override
    String name();

    @Override
    List<Section> sections();

    @Override
    default List<String> inputs(RunConfig config) {
        return Step.super.inputs(config);
    }

    @Override
    default void check(SparkSession spark, RunConfig config) throws Exception {}
}
