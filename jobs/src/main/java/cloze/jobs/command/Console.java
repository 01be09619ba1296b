package cloze.jobs.command;

import cloze.config.TimeSpan;
import cloze.config.TrackingConfig;
import cloze.run.RunObserver;
import cloze.run.TrainingWatch;
import cloze.tracking.LineageRun;
import cloze.train.PretrainingRequest;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.logging.log4j.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The output on the terminal: phases and progress on standard error, results on standard output. */
public final class Console implements RunObserver {
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);

    private final PrintStream results;
    private final PrintStream progress;
    private final Consumer<String> phases;
    private final Form form;
    private final String name;

    /** Shared by all consoles derived from the same one. */
    private final Set<String> remarks;

    /** The form of phases and errors. */
    private enum Form {
        LINES,
        EVENTS
    }

    public Console(PrintStream results, PrintStream progress) {
        this(results, progress, phase -> {});
    }

    /** Also passes each phase to {@code phases} as it begins. */
    public Console(PrintStream results, PrintStream progress, Consumer<String> phases) {
        this(results, progress, phases, Form.LINES, "", ConcurrentHashMap.newKeySet());
    }

    private Console(
            PrintStream results,
            PrintStream progress,
            Consumer<String> phases,
            Form form,
            String name,
            Set<String> remarks) {
        this.results = results;
        this.progress = progress;
        this.phases = phases;
        this.form = form;
        this.name = name;
        this.remarks = remarks;
    }

    /** Returns a console without output that passes each phase to {@code phases} as it begins. */
    public static Console silent(Consumer<String> phases) {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Console(nowhere, nowhere, phases);
    }

    /**
     * Returns the console of the terminal. With {@code -Dcloze.log=json}, which the scripts set, phases and errors are
     * log events.
     */
    public static Console standard() {
        return System.getProperty("cloze.log", "").equals("json")
                ? new Console(System.out, System.err, phase -> {}, Form.EVENTS, "", ConcurrentHashMap.newKeySet())
                : new Console(System.out, System.err);
    }

    @Override
    public TrainingWatch training(PretrainingRequest request, TrackingConfig tracking) {
        return TrainingMonitor.of(this, request, tracking);
    }

    /** A server's key comes from the environment, because a configuration must not hold credentials. */
    @Override
    public LineageRun lineage(TrackingConfig tracking, LineageRun.Work work) {
        Optional<String> key = Optional.ofNullable(System.getenv("OPENLINEAGE_API_KEY"));
        return LineageRun.start(tracking, key.map("Bearer "::concat), work);
    }

    /** Returns this console for one of several concurrent runs. Its phases begin with {@code whose}. */
    @Override
    public Console named(String whose) {
        return new Console(results, progress, phases, form, whose + ": ", remarks);
    }

    /** Returns whether a progress bar can be drawn: this console is not one of several, and writes to a terminal. */
    public boolean hasBars() {
        return name.isEmpty() && Optional.ofNullable(System.console()).isPresent();
    }

    /** Prints a line of the result. */
    public void result(String line) {
        results.println(line);
        results.flush();
    }

    void results(List<String> lines) {
        lines.forEach(this::result);
    }

    @Override
    public void remark(String what) {
        if (remarks.add(what)) {
            phase(what);
        }
    }

    @Override
    public void phase(String what) {
        if (form == Form.EVENTS) {
            LOG.info("{}{}", name, what);
        } else {
            progress.println("-- " + name + what);
            progress.flush();
        }
        phases.accept(what);
    }

    /** Reports an error. */
    public void error(String message) {
        if (form == Form.EVENTS) {
            LOG.error(message);
        } else {
            progress.println("error: " + message);
            progress.flush();
        }
    }

    /** Returns the lowest level at which this program's own log is shown. */
    Level level() {
        return form == Form.EVENTS ? Level.INFO : Level.WARN;
    }

    PrintStream progressStream() {
        return progress;
    }

    /** Formats a duration, for example 95 s as 1m35s. */
    public static String duration(double seconds) {
        return new TimeSpan(seconds).shown();
    }
}
