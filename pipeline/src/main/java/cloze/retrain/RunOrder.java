package cloze.retrain;

import cloze.run.RunObserver;
import java.util.function.Function;

/**
 * The circumstances of a run besides its configuration.
 *
 * @param observer receiver of progress
 * @param command what the user typed, for reports
 * @param explained formats an error as one line for the runs table
 */
public record RunOrder(RunObserver observer, String command, Function<Throwable, String> explained) {
    /** An order without observer. Errors are formatted by their {@code toString}. */
    public static final RunOrder SILENT = new RunOrder(RunObserver.SILENT, "", Throwable::toString);
}
