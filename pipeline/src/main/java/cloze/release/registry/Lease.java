package cloze.release.registry;

import cloze.error.RegistryInUseException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exclusive right of one process to change a registry. A thread renews the lease until it is closed. The lease of a
 * killed process expires, and another process can then take over. Clocks may differ by less than the time that remains
 * of a lease between two renewals, which is two thirds of its term.
 *
 * <p>A process may stall (suspended or cut off) for longer than its lease lasts, and continue without noticing. A check
 * before a change is therefore not enough: {@link MovingLease} and {@link RecordedLease} make a change fail once another
 * process has taken over.
 */
public abstract class Lease implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
    private static final int RENEWALS = 3;

    private final Path registry;
    private final Duration term;
    private final Clock clock;
    private final ScheduledExecutorService renewals;
    private Grant grant;
    private boolean closed;

    Lease(Path registry, Grant grant, Duration term, Clock clock) {
        this.registry = registry;
        this.grant = grant;
        this.term = term;
        this.clock = clock;
        this.renewals = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "registry-lease");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Starts the thread that renews this lease. */
    void keepAlive() {
        long pause = term.toMillis() / RENEWALS;
        Future<?> unused = renewals.scheduleWithFixedDelay(this::keep, pause, pause, TimeUnit.MILLISECONDS);
    }

    /** Renews periodically. A failed renewal is retried, because the lease may outlast the failure. */
    private void keep() {
        try {
            renew();
        } catch (RegistryInUseException e) {
            LOG.warn(e.getMessage());
            renewals.shutdown();
        } catch (IOException e) {
            LOG.warn("The lease of registry {} could not be renewed", registry, e);
        }
    }

    static RegistryInUseException inUse(Path registry, Grant holder) {
        return new RegistryInUseException(
                "Registry %s is in use by %s. That process extends its lease while it runs; if it was killed, run again after the lease has expired"
                        .formatted(registry, holder.shown()));
    }

    /**
     * Extends the lease by its term from now. An expired lease that nobody has taken over can still be renewed.
     *
     * @throws RegistryInUseException if another run has taken over
     */
    public synchronized void renew() throws IOException {
        extend(renewed());
    }

    /** Stores {@code changed}, another end of this lease, if this process still holds it. */
    abstract void extend(Grant changed) throws IOException;

    /** Returns the holder of the registry as stored. */
    abstract Optional<Grant> holder() throws IOException;

    /** Returns the folder where the holder prepares content before moving it into place. A later lease deletes it. */
    abstract Path scratch();

    /**
     * Puts {@code folder}, all of whose files are written, into {@code versions} under the next number. On an object
     * store {@code folder} stays.
     *
     * @return the number
     * @throws RegistryInUseException if another run has taken over; no version has been added then, and {@code folder}
     *     may be gone
     */
    abstract int publish(Path folder, Path versions) throws IOException;

    /** Puts {@code made} in {@code place}, unless that exists. On an object store {@code made} stays. */
    abstract void place(Path made, Path place) throws IOException;

    /**
     * Replaces the file {@code target} by {@code file}.
     *
     * @throws RegistryInUseException if another run has taken over; nothing has changed then
     */
    abstract void replace(Path file, Path target) throws IOException;

    /** Replaces the file {@code target} by one that contains {@code text}, like {@link #replace(Path, Path)}. */
    abstract void replace(String text, Path target) throws IOException;

    /**
     * Replaces {@code target} by {@code text}, which follows from what the registry holds. On an object store a stalled
     * process may write an older text; the next one that is written replaces it.
     */
    abstract void derive(String text, Path target) throws IOException;

    /** Makes {@code folder} disappear in one step, then deletes it file by file. */
    abstract void discard(Path folder) throws IOException;

    /** A change of files. */
    interface Change {
        void make() throws IOException;
    }

    /**
     * Makes a change. A run that has taken over may have removed what the change needs, so a failure is reported as the
     * takeover in that case.
     */
    void run(Change change) throws IOException {
        try {
            change.make();
        } catch (IOException e) {
            requireMine();
            throw e;
        }
    }

    void requireMine() throws IOException {
        requireMine(holder());
    }

    /** Requires that {@code newest}, the holder as stored, is this lease, and that this lease is not closed. */
    void requireMine(Optional<Grant> newest) {
        if (closed) {
            throw new RegistryInUseException(
                    "Registry %s: this run has released its lease because its process is ending. It makes no more changes; its work is kept, and the next run continues from it"
                            .formatted(registry));
        }
        if (newest.filter(now -> now.token().equals(grant.token())).isEmpty()) {
            throw new RegistryInUseException(
                    "Registry %s: the lease of this run, %s, expired before it was renewed and was taken over by %s. This run makes no more changes; its work is kept, and the next run continues from it"
                            .formatted(
                                    registry,
                                    grant.shown(),
                                    newest.map(Grant::shown).orElse("nobody: its folder was removed")));
        }
    }

    /** Sets the term that is stored now. */
    void granted(Grant changed) {
        grant = changed;
    }

    /** Returns the grant of this lease with a full term from now. */
    Grant renewed() {
        return grant.until(clock.instant().plus(term));
    }

    /** Ends the lease now, unless another run has taken over. No change is made after that; closing again does nothing. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        renewals.shutdown();
        try {
            extend(grant.until(clock.instant()));
        } catch (RegistryInUseException e) {
            LOG.info(e.getMessage());
        } finally {
            closed = true;
        }
    }
}
