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
 * The right to change a registry: one process has it at a time. A thread renews it until it is closed; that of a killed process ends by
 * itself and can then be taken by another. Clocks may differ by less than what is left of a lease between two renewals: two thirds of it.
 *
 * <p>A process can stand still, asleep or cut off, for longer than its lease lasts, and go on without knowing. Therefore a check before a
 * change is not enough: each change goes through the lease's own folder, {@code lease/<number>/}. What is to be changed is renamed into it
 * and from there to its place; whoever takes the lease over renames that folder away before it does anything else, and from then on the
 * second rename has nothing to rename. On object stores, where a rename is no single step, this is no more than a check before the change.
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

    /** As {@link Registry#acquire} says. */
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

    /** A renewal that fails is tried again: the lease may last longer than the fault. */
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
     * Moves its end away from now. One that is over and that nobody has taken is still this run's.
     *
     * @throws RegistryInUseException when another run has taken it over
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

    /** Where the holder writes what it then puts in its place. A later lease deletes it. */
    Path scratch() {
        return leases.scratch(number);
    }

    /**
     * Gives {@code folder} the name {@code free}, which nothing has.
     *
     * @throws RegistryInUseException when another run has taken the lease over; the name is free then, {@code folder} may be gone
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
     * Puts {@code file} in the place of the file {@code target}.
     *
     * @throws RegistryInUseException when another run has taken the lease over; nothing has changed then
     */
    synchronized void replace(Path file, Path target) throws IOException {
        renew();
        Path inside = inside();
        run(() -> {
            leases.files().moves().replace(file, inside);
            leases.files().moves().replace(inside, target);
        });
    }

    /** Puts a file of {@code text} in the place of the file {@code target}, as {@link #replace(Path, Path)} does. */
    void replace(String text, Path target) throws IOException {
        var file = new Path(scratch(), target.getName());
        run(() -> leases.files().write(file, text));
        replace(file, target);
    }

    /** Removes {@code folder} in one step, then file by file. */
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

    /** Whoever takes the lease over removes what a change needs: the fault to report is that one then. */
    private void run(Change change) throws IOException {
        try {
            change.make();
        } catch (IOException e) {
            requireMine();
            throw e;
        }
    }

    private void requireMine() throws IOException {
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

    /** Ends it now, if it is still this run's. */
    @Override
    public synchronized void close() throws IOException {
        renewals.shutdown();
        try {
            requireMine();
            write(grant.until(clock.instant()));
        } catch (RegistryInUseException e) {
            LOG.info(e.getMessage());
        }
    }
}
