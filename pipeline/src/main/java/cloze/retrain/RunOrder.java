package cloze.retrain;

import cloze.run.RunObserver;
import java.util.function.Function;

/**
 * How a run is asked for, besides its configuration.
 *
 * @param observer who is told of progress
 * @param command what a user typed, for reports
 * @param explained an error in one line, for the runs table
 */
public record RunOrder(RunObserver observer, String command, Function<Throwable, String> explained) {
    /** A run that nobody follows; errors are told by their own messages. */
    public static final RunOrder SILENT = new RunOrder(RunObserver.SILENT, "", Throwable::toString);
}
