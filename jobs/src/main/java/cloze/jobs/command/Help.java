package cloze.jobs.command;

import cloze.config.ConfigReference;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What JOB --help prints: options, then the job's keys with defaults and meanings. */
final class Help {
    private Help() {}

    static String of(Entry job) {
        var spec = CommandSpec.forAnnotatedObject(new Arguments()).name(job.name());
        spec.usageMessage().description(job.description()).width(110).sortOptions(false);
        return new CommandLine(spec).getUsageMessage(CommandLine.Help.Ansi.OFF)
                + "\nKeys (a file in HOCON, or --set KEY=VALUE):\n"
                + ConfigReference.text(job.keys());
    }
}
