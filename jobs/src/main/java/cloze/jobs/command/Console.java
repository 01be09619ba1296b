package cloze.jobs.command;

import cloze.config.TimeSpan;
import cloze.config.TrackingConfig;
import cloze.run.RunObserver;
import cloze.run.TrainingWatch;
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

/** What a person at the terminal sees: phases and progress on standard error, results on standard output. */
public final class Console implements RunObserver {
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);

    private final PrintStream results;
    private final PrintStream progress;
    private final Consumer<String> phases;
    private final Form form;
    private final String name;

    /** Shared by all consoles made of one. */
    private final Set<String> remarks;

    /** How phases and errors are told. */
    private enum Form {
        LINES,
        EVENTS
    }

    public Console(PrintStream results, PrintStream progress) {
        this(results, progress, phase -> {});
    }

    /** Tells {@code phases} of each phase as it begins, too. */
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

    /** Shows nothing, and tells {@code phases} of each phase as it begins. */
    public static Console silent(Consumer<String> phases) {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Console(nowhere, nowhere, phases);
    }

    /** The terminal; with {@code -Dcloze.log=json}, which the scripts set, phases and errors are events of the log. */
    public static Console standard() {
        return System.getProperty("cloze.log", "").equals("json")
                ? new Console(System.out, System.err, phase -> {}, Form.EVENTS, "", ConcurrentHashMap.newKeySet())
                : new Console(System.out, System.err);
    }

    @Override
    public TrainingWatch training(PretrainingRequest request, TrackingConfig tracking) {
        return TrainingMonitor.of(this, request, tracking);
    }

    /** This console for one of several at work at the same time: its phases begin with {@code whose}. */
    @Override
    public Console named(String whose) {
        return new Console(results, progress, phases, form, whose + ": ", remarks);
    }

    /** Whether one line that is written over and over has a terminal of its own. */
    public boolean hasBars() {
        return name.isEmpty() && Optional.ofNullable(System.console()).isPresent();
    }

    /** A result line. */
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

    /** What went wrong. */
    public void error(String message) {
        if (form == Form.EVENTS) {
            LOG.error(message);
        } else {
            progress.println("error: " + message);
            progress.flush();
        }
    }

    /** The least level of this program's own log that is shown. */
    Level level() {
        return form == Form.EVENTS ? Level.INFO : Level.WARN;
    }

    PrintStream progressStream() {
        return progress;
    }

    /** {@code 95 s} as 1m35s. */
    public static String duration(double seconds) {
        return new TimeSpan(seconds).shown();
    }
}
