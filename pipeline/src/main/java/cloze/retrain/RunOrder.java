package cloze.retrain;

import cloze.run.RunObserver;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * The circumstances of a run besides its configuration.
 *
 * @param observer receiver of progress
 * @param command what the user typed, for reports
 * @param explained formats an error as one line for the runs table
 * @param clock the time that the run takes for its own; a replayed night has the time of the first one
 */
public record RunOrder(
        RunObserver observer, String command, Function<Throwable, String> explained, InstantSource clock) {
    /** An order without observer. Errors are formatted by their {@code toString}. */
    public static final RunOrder SILENT = new RunOrder(RunObserver.SILENT, "", Throwable::toString);

    /** An order for now. */
    public RunOrder(RunObserver observer, String command, Function<Throwable, String> explained) {
        this(observer, command, explained, InstantSource.system());
    }

    /** Returns this order with another clock. */
    public RunOrder at(InstantSource time) {
        return new RunOrder(observer, command, explained, time);
    }
}
