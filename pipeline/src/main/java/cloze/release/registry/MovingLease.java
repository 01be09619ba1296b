package cloze.release.registry;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * The lease of a registry on a file system whose renames are atomic. Each change goes through the lease's own folder,
 * {@code lease/<number>/}: content is renamed into it, and from there to its place. A process that takes over first
 * renames that folder away, so that the second rename of a stalled process fails.
 */
final class MovingLease extends Lease {
    private final Leases leases;
    private final int number;
    private int moves;

    private MovingLease(Leases leases, int number, Grant grant, Duration term, Clock clock) {
        super(leases.folder().getParent(), grant, term, clock);
        this.leases = leases;
        this.number = number;
    }

    /** Implements {@link Registry#acquire}. */
    static Lease acquire(Leases leases, Duration term, Clock clock) throws IOException {
        Path registry = leases.folder().getParent();
        Optional<Leases.Numbered> before = leases.newest();
        if (before.isPresent() && !before.get().grant().isOver(clock.instant())) {
            throw inUse(registry, before.get().grant());
        }
        int number = before.map(Leases.Numbered::number).orElse(0) + 1;
        Grant grant = Grant.between(clock.instant(), clock.instant().plus(term));
        if (!leases.take(number, grant)) {
            throw inUse(registry, leases.newest().orElseThrow().grant());
        }
        var lease = new MovingLease(leases, number, grant, term, clock);
        lease.keepAlive();
        return lease;
    }

    @Override
    void extend(Grant changed) throws IOException {
        requireMine();
        var file = new Path(scratch(), Grant.FILE);
        run(() -> {
            leases.files().write(file, changed.json());
            leases.files().moves().replace(file, new Path(leases.of(number), Grant.FILE));
        });
        granted(changed);
    }

    @Override
    Optional<Grant> holder() throws IOException {
        return leases.newest().map(Leases.Numbered::grant);
    }

    @Override
    Path scratch() {
        return leases.scratch(number);
    }

    @Override
    synchronized int publish(Path folder, Path versions) throws IOException {
        int next = 1
                + leases.files().numbers(versions).stream()
                        .max(Comparator.naturalOrder())
                        .orElse(0);
        leases.files().makeFolder(versions);
        claim(folder, new Path(versions, Integer.toString(next)));
        return next;
    }

    private void claim(Path folder, Path free) throws IOException {
        renew();
        Path inside = inside();
        run(() -> {
            leases.files().moves().claim(folder, inside);
            leases.files().moves().claim(inside, free);
        });
    }

    /**
     * Renames {@code made} once: a killed process leaves it at one of the two places. The lease is only checked
     * beforehand.
     */
    @Override
    synchronized void place(Path made, Path place) throws IOException {
        renew();
        if (!leases.files().files().exists(place)) {
            leases.files().makeFolder(place.getParent());
            leases.files().moves().claim(made, place);
        }
    }

    @Override
    synchronized void replace(Path file, Path target) throws IOException {
        renew();
        Path inside = inside();
        run(() -> {
            leases.files().makeFolder(target.getParent());
            leases.files().moves().replace(file, inside);
            leases.files().moves().replace(inside, target);
        });
    }

    @Override
    void replace(String text, Path target) throws IOException {
        var file = new Path(scratch(), target.getName());
        run(() -> leases.files().write(file, text));
        replace(file, target);
    }

    @Override
    void derive(String text, Path target) throws IOException {
        replace(text, target);
    }

    @Override
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
}
