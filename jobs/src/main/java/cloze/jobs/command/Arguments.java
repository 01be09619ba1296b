package cloze.jobs.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The command line every job understands. */
final class Arguments {
    @Option(names = "--conf", paramLabel = "FILE", description = "HOCON file; without it the defaults in the jar hold")
    Path conf;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "overrides one key; may be repeated")
    List<String> set = new ArrayList<>();

    @Option(names = "--overwrite", description = "replaces an output that stands there already")
    boolean overwrite;

    @Option(names = "--rollback", description = "of retrain: the version before this champion is champion again")
    boolean rollback;

    @Option(names = "--dry-run", description = "checks configuration and inputs, says what would be done, does nothing")
    boolean dryRun;

    @Option(names = "--verbose", description = "Spark's log and the stack trace of an error")
    boolean verbose;

    @Option(
            names = {"-h", "--help"},
            description = "this text")
    boolean help;
}
