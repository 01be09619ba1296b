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
 * before a change is therefore not enough. Each change goes through the lease's own folder, {@code lease/<number>/}:
 * content is renamed into it, and from there to its place. A process that takes over first renames that folder away, so
 * that the second rename of a stalled process fails. On object stores, where a rename is not atomic, this amounts to a
 * check before the change.
 */
public final class Lease implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
    private static final int RENEWALS = 3;

    private final Leases leases;
    private final int number;
    private final Duration term;
    private final Clock clock;
    private final ScheduledExecutorService renewals;
    private Grant grant;
    private int moves;
    private boolean closed;

    private Lease(Leases leases, int number, Grant grant, Duration term, Clock clock) {
        this.leases = leases;
        this.number = number;
        this.grant = grant;
        this.term = term;
        this.clock = clock;
        this.renewals = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "registry-lease");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Implements {@link Registry#acquire}. */
    static Lease acquire(Leases leases, Duration term, Clock clock) throws IOException {
        Optional<Leases.Numbered> before = leases.newest();
        if (before.isPresent() && !before.get().grant().isOver(clock.instant())) {
            throw inUse(leases, before.get().grant());
        }
        int number = before.map(Leases.Numbered::number).orElse(0) + 1;
        Grant grant = Grant.between(clock.instant(), clock.instant().plus(term));
        if (!leases.take(number, grant)) {
            throw inUse(leases, leases.newest().orElseThrow().grant());
        }
        var lease = new Lease(leases, number, grant, term, clock);
        long pause = term.toMillis() / RENEWALS;
        Future<?> unused = lease.renewals.scheduleWithFixedDelay(lease::keep, pause, pause, TimeUnit.MILLISECONDS);
        return lease;
    }

    private static RegistryInUseException inUse(Leases leases, Grant holder) {
        return new RegistryInUseException(
                "Registry %s is in use by %s. That process extends its lease while it runs; if it was killed, run again after the lease has expired"
                        .formatted(leases.folder().getParent(), holder.shown()));
    }

    /** Renews periodically. A failed renewal is retried, because the lease may outlast the failure. */
    private void keep() {
        try {
            renew();
        } catch (RegistryInUseException e) {
            LOG.warn(e.getMessage());
            renewals.shutdown();
        } catch (IOException e) {
            LOG.warn(
                    "The lease of registry {} could not be renewed",
                    leases.folder().getParent(),
                    e);
        }
    }

    /**
     * Extends the lease by its term from now. An expired lease that nobody has taken over can still be renewed.
     *
     * @throws RegistryInUseException if another run has taken over
     */
    public synchronized void renew() throws IOException {
        requireMine();
        write(grant.until(clock.instant().plus(term)));
    }

    private void write(Grant changed) throws IOException {
        var file = new Path(scratch(), Grant.FILE);
        run(() -> {
            leases.files().write(file, changed.json());
            leases.files().moves().replace(file, new Path(leases.of(number), Grant.FILE));
        });
        grant = changed;
    }

    /** Returns the folder where the holder prepares content before moving it into place. A later lease deletes it. */
    Path scratch() {
        return leases.scratch(number);
    }

    /**
     * Renames {@code folder} to the unused name {@code free}.
     *
     * @throws RegistryInUseException if another run has taken over; {@code free} is then still unused, and
     *     {@code folder} may be gone
     */
    synchronized void claim(Path folder, Path free) throws IOException {
        renew();
        Path inside = inside();
        run(() -> {
            leases.files().moves().claim(folder, inside);
            leases.files().moves().claim(inside, free);
        });
    }

    /**
     * Replaces the file {@code target} by {@code file}.
     *
     * @throws RegistryInUseException if another run has taken over; nothing has changed then
     */
    synchronized void replace(Path file, Path target) throws IOException {
        renew();
        Path inside = inside();
        run(() -> {
            leases.files().moves().replace(file, inside);
            leases.files().moves().replace(inside, target);
        });
    }

    /** Replaces the file {@code target} by one that contains {@code text}, like {@link #replace(Path, Path)}. */
    void replace(String text, Path target) throws IOException {
        var file = new Path(scratch(), target.getName());
        run(() -> leases.files().write(file, text));
        replace(file, target);
    }

    /** Renames {@code folder} away in one step, then deletes it file by file. */
    synchronized void discard(Path folder) throws IOException {
        renew();
        Path inside = inside();
        run(() -> {
            leases.files().moves().claim(folder, inside);
            leases.files().files().delete(inside, true);
        });
    }

    private Path inside() {
        moves++;
        return new Path(leases.of(number), "moved-" + moves);
    }

    private interface Change {
        void make() throws IOException;
    }

    /**
     * Makes a change. A run that has taken over may have removed what the change needs, so a failure is reported as the
     * takeover in that case.
     */
    private void run(Change change) throws IOException {
        try {
            change.make();
        } catch (IOException e) {
            requireMine();
            throw e;
        }
    }

    private void requireMine() throws IOException {
        if (closed) {
            throw new RegistryInUseException(
                    "Registry %s: this run has released its lease because its process is ending. It makes no more changes; its work is kept, and the next run continues from it"
                            .formatted(leases.folder().getParent()));
        }
        Optional<Grant> newest = leases.newest().map(Leases.Numbered::grant);
        if (newest.filter(now -> now.token().equals(grant.token())).isEmpty()) {
            throw new RegistryInUseException(
                    "Registry %s: the lease of this run, %s, expired before it was renewed and was taken over by %s. This run makes no more changes; its work is kept, and the next run continues from it"
                            .formatted(
                                    leases.folder().getParent(),
                                    grant.shown(),
                                    newest.map(Grant::shown).orElse("nobody: its folder was removed")));
        }
    }

    /** Ends the lease now, unless another run has taken over. No change is made after that; closing again does nothing. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        renewals.shutdown();
        try {
            requireMine();
            write(grant.until(clock.instant()));
        } catch (RegistryInUseException e) {
            LOG.info(e.getMessage());
        } finally {
            closed = true;
        }
    }
}
