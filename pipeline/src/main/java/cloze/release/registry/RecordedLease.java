package cloze.release.registry;

import cloze.table.StoredPath;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * The lease of a registry on an object store. Each change is a new record of the {@link Journal}, made from the newest
 * one if that still names this lease. Files are written before the record that mentions them, under names that the
 * journal has reserved for exactly these files: a stalled process can only write the same bytes once more.
 *
 * <p>The file {@code champion} follows the record, for readers that do not know the journal. A process that stalls for
 * longer than its lease may write an older number there. Whoever takes the lease corrects it.
 */
final class RecordedLease extends Lease {
    private final RecordedStorage storage;
    private final Path scratch;

    private RecordedLease(RecordedStorage storage, Grant grant, Duration term, Clock clock) {
        super(storage.folder(), grant, term, clock);
        this.storage = storage;
        this.scratch = new Path(scratches(storage), grant.token());
    }

    private static Path scratches(RecordedStorage storage) {
        return storage.path("lease");
    }

    /** Implements {@link Registry#acquire}. */
    static Lease acquire(RecordedStorage storage, Duration term, Clock clock) throws IOException {
        List<String> left = storage.store().names(scratches(storage));
        while (true) {
            Catalog before = storage.catalog();
            Optional<Grant> holder = before.holder().filter(now -> !now.isOver(clock.instant()));
            if (holder.isPresent()) {
                throw inUse(storage.folder(), holder.get());
            }
            Grant grant = Grant.between(clock.instant(), clock.instant().plus(term));
            Catalog wanted = before.next(grant);
            Catalog decided = storage.journal().decide(wanted);
            if (decided.id().equals(wanted.id())) {
                var lease = new RecordedLease(storage, grant, term, clock);
                for (String name : left) {
                    storage.store().files().delete(new Path(scratches(storage), name), true);
                }
                lease.correct(decided);
                lease.keepAlive();
                return lease;
            }
        }
    }

    /** Makes the file of the champion say what {@code now} says. */
    private void correct(Catalog now) throws IOException {
        String text = now.texts().get(RecordedStorage.CHAMPION);
        Path file = storage.path(RecordedStorage.CHAMPION);
        if (text != null && !text.equals(found(file))) {
            storage.store().put(file, text);
        }
    }

    private String found(Path file) throws IOException {
        try {
            return storage.store().read(file);
        } catch (FileNotFoundException e) {
            return "";
        }
    }

    /** What a record changes. It is asked again if another record comes first. */
    private interface Edit {
        Catalog of(Catalog now) throws IOException;
    }

    private synchronized Catalog commit(Grant changed, Edit edit) throws IOException {
        while (true) {
            Catalog now = storage.catalog();
            requireMine(now.holder());
            Catalog wanted = edit.of(now).next(changed);
            Catalog decided = storage.journal().decide(wanted);
            if (decided.id().equals(wanted.id())) {
                granted(changed);
                return decided;
            }
        }
    }

    private Catalog commit(Edit edit) throws IOException {
        return commit(renewed(), edit);
    }

    @Override
    void extend(Grant changed) throws IOException {
        commit(changed, now -> now);
    }

    @Override
    Optional<Grant> holder() throws IOException {
        return storage.catalog().holder();
    }

    @Override
    Path scratch() {
        return scratch;
    }

    /** A run that was killed while it copied finds the number that is reserved for its folder. */
    @Override
    int publish(Path folder, Path versions) throws IOException {
        String in = storage.name(versions);
        Catalog reserved = commit(now -> now.reserved(in + "/" + number(now, in, folder), folder.toString()));
        // The number is this folder's from here on.
        int number = number(reserved, in, folder);
        copyIn(folder, in + "/" + number);
        return number;
    }

    private static int number(Catalog now, String in, Path folder) {
        Optional<Integer> known = Version.numbers(now.pending().keySet().stream()
                        .filter(name -> now.pending().get(name).equals(folder.toString()))
                        .filter(name -> name.startsWith(in + "/"))
                        .map(name -> name.substring(in.length() + 1))
                        .toList())
                .stream()
                .findFirst();
        return known.orElseGet(() -> 1
                + Version.numbers(now.taken(in).toList()).stream()
                        .mapToInt(Integer::intValue)
                        .max()
                        .orElse(0));
    }

    @Override
    void place(Path made, Path place) throws IOException {
        String name = storage.name(place);
        Catalog now = commit(before -> before.holds(name) ? before : before.reserved(name, made.toString()));
        if (!now.holds(name)) {
            copyIn(made, name);
        }
    }

    /** The lease is renewed meanwhile: copying may take longer than its term. */
    private void copyIn(Path from, String name) throws IOException {
        run(() -> storage.store().copy(from, storage.path(name)));
        commit(now -> now.completed(name));
    }

    /** For files that are written once, such as the row of a run. */
    @Override
    void replace(Path file, Path target) throws IOException {
        commit(now -> now);
        run(() -> storage.store().copyFile(file, target));
        commit(now -> now.completed(storage.name(target)));
        run(() -> storage.store().files().delete(file, false));
    }

    @Override
    void replace(String text, Path target) throws IOException {
        commit(now -> now.withText(storage.name(target), text));
        storage.store().put(target, text);
    }

    @Override
    void derive(String text, Path target) throws IOException {
        commit(now -> now);
        storage.store().put(target, text);
    }

    /** Readers that do not know the journal find the version incomplete first. */
    @Override
    void discard(Path folder) throws IOException {
        commit(now -> now.without(storage.name(folder)));
        storage.store().files().delete(StoredPath.child(folder, Version.FILE), false);
        storage.store().files().delete(folder, true);
    }

    @Override
    public synchronized void close() throws IOException {
        super.close();
        storage.store().files().delete(scratch, true);
    }
}
