package cloze.jobs.command;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A command line as it can be typed again. */
final class Command {
    private Command() {}

    /** {@code experiment --conf conf/laptop.conf}: what stands behind the script's name. */
    static String of(Entry job, String... arguments) {
        return Stream.concat(Stream.of(job.name()), Arrays.stream(arguments).map(Command::quoted))
                .collect(Collectors.joining(" "));
    }

    /** As a shell wants it, where it is more than a plain word. */
    private static String quoted(String argument) {
        return argument.matches("[-A-Za-z0-9_./:=,+@%]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
