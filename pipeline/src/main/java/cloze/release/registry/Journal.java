package cloze.release.registry;

import cloze.random.Seeds;
import cloze.release.registry.JournalView.Ballot;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The states of a registry on an object store, one {@link Catalog} after the other:
 * {@code journal/<block>/<number>.json}. Record n + 1 is made from record n, and is decided once and for all: of several processes that propose one, all get the
 * same. A process that has stalled therefore cannot change anything: the record that it proposes has been decided
 * without it. This needs no conditional writes, no clock, no rename, and no number of processes that is known before,
 * only that a file appears as a whole and that listings and reads show what was written before they began (S3 since
 * December 2020, Google Cloud Storage).
 *
 * <p>A record is decided as in Disk Paxos (Gafni and Lamport, 2003, Distributed Computing 16) on one disk that does not
 * fail. Each attempt, a ballot, has a number of its own and writes files that nobody else writes:
 *
 * <ol>
 *   <li>Ask: write {@code <ballot>.asked}, then list. Give way if a later ballot is there.
 *   <li>Accept: write {@code <ballot>.accepted} with the record of the latest accepted ballot listed, or one's own if
 *       there is none. Then list. Give way if a later ballot is there. If there is none, the record is decided.
 *   <li>Tell: write {@code <number>.json}, for readers. Nobody else writes another text there.
 * </ol>
 *
 * <p>Why two ballots b &lt; c never decide different records: let b decide, and c be the first later ballot that accepts
 * another record. The last listing of b did not show c, so c asked after b had accepted, and the listing of c showed
 * what b had accepted. The latest accepted ballot that c found is thus b or one between b and c, all of which accepted
 * the record of b. So did c then.
 *
 * <p>A process may be killed anywhere. Until a record is accepted, nothing has happened. After that, whoever comes next
 * finds it and completes it, or overrules it if it was not decided. A write whose answer was lost and that arrives late
 * is one of a ballot that others have overtaken. A file of which only the beginning is there (on stores that show files
 * while they are written) counts as missing: its writer has yet to list.
 *
 * <p>Files of old records are deleted, a block of {@value #BLOCK} records at a time, at least as many behind the newest. A
 * process that is so far behind lists a decided record after its own and gives way, because that was written before
 * anything was deleted.
 *
 * <p>With two processes that overtake each other, none decides (Fischer, Lynch and Paterson 1985: no such protocol ends
 * in all cases). Each waits a random time before it tries again.
 *
 * @param files the store
 * @param folder {@code <registry>/journal}
 */
record Journal(StoreFiles files, Path folder) {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    /** Records per folder, so that one request deletes them. */
    private static final int BLOCK = 16;

    private static final int ATTEMPTS = 200;
    private static final int SHORTEST_PAUSE_MILLIS = 10;
    private static final int LONGEST_PAUSE_MILLIS = 1000;

    /** Returns the newest record; empty if there is none. */
    Optional<Catalog> newest() throws IOException {
        return decided(view(), 1);
    }

    private JournalView view() throws IOException {
        return JournalView.of(files.namesBelow(folder));
    }

    /** Returns the newest decided record from {@code number} on. */
    private Optional<Catalog> decided(JournalView view, int number) throws IOException {
        JournalView listed = view;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            boolean isGone = false;
            for (int candidate : listed.decided()) {
                if (candidate < number) {
                    break;
                }
                try {
                    Optional<Catalog> found = Catalog.parse(files.read(told(candidate)));
                    if (found.isPresent()) {
                        return found;
                    }
                } catch (FileNotFoundException e) {
                    isGone = true;
                }
            }
            if (!isGone) {
                return Optional.empty();
            }
            // Deleted since, so newer ones are there.
            listed = view();
        }
        throw new IOException("%s: the records change faster than they can be read".formatted(folder));
    }

    /**
     * Proposes {@code next} as the record of its number.
     *
     * @return the record of that number, of this process or another, or a newer one
     * @throws IOException if the store fails; {@code next} may or may not be the record then
     */
    Catalog decide(Catalog next) throws IOException {
        int number = next.number();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            JournalView view = view();
            Optional<Catalog> known = record(view, number);
            if (known.isPresent()) {
                return known.get();
            }
            Ballot mine = Ballot.asking(number, view.nextRound(number));
            files.put(file(mine), mine.token());
            view = view();
            if (isOpen(view, mine)) {
                Catalog record = accepted(view, number).orElse(next);
                files.put(file(mine.accepting()), record.json());
                view = view();
                if (isOpen(view, mine)) {
                    files.put(told(number), record.json());
                    clean(view, number);
                    return record;
                }
            }
            if (view.isOvertaken(mine)) {
                pause(mine, attempt);
            }
        }
        throw new IOException(
                "%s: record %d was not decided in %d attempts, because other processes kept trying as well"
                        .formatted(folder, number, ATTEMPTS));
    }

    /** Returns whether no other process is ahead of {@code mine}. */
    private boolean isOpen(JournalView view, Ballot mine) throws IOException {
        return !view.isOvertaken(mine) && decided(view, mine.number()).isEmpty();
    }

    /** Returns record {@code number}, or if it is deleted already, the newest; empty if it is not decided. */
    private Optional<Catalog> record(JournalView view, int number) throws IOException {
        if (view.decided().contains(number)) {
            try {
                Optional<Catalog> exact = Catalog.parse(files.read(told(number)));
                if (exact.isPresent()) {
                    return exact;
                }
            } catch (FileNotFoundException e) {
                LOG.debug("Record {} was deleted in the meantime", number);
            }
        }
        return decided(view, number);
    }

    /** Returns the record of the latest accepted ballot. */
    private Optional<Catalog> accepted(JournalView view, int number) throws IOException {
        for (Ballot ballot : view.accepted(number)) {
            Optional<Catalog> found = Catalog.parse(files.read(file(ballot)));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Deletes old records, once a block. The next process deletes what stays. */
    private void clean(JournalView view, int number) {
        if (number % BLOCK != 0) {
            return;
        }
        view.numbers()
                .map(Journal::block)
                .filter(block -> block < block(number) - 1)
                .distinct()
                .forEach(this::delete);
    }

    private void delete(int block) {
        try {
            files.files().delete(in(block), true);
        } catch (IOException e) {
            LOG.warn("{} could not be deleted", in(block), e);
        }
    }

    private static int block(int number) {
        return number / BLOCK;
    }

    private Path in(int block) {
        return new Path(folder, "%07d".formatted(block));
    }

    private Path file(Ballot ballot) {
        return new Path(in(block(ballot.number())), ballot.name());
    }

    private Path told(int number) {
        return new Path(in(block(number)), JournalView.decidedName(number));
    }

    /** Waits for a time that follows from the ballot's own token, so that no two processes wait equally long. */
    private static void pause(Ballot mine, int attempt) throws IOException {
        int longest = Math.min(LONGEST_PAUSE_MILLIS, SHORTEST_PAUSE_MILLIS << Math.min(attempt, 7));
        try {
            Thread.sleep(1 + Long.remainderUnsigned(Seeds.hash(mine.token()), longest));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while other processes change the registry");
        }
    }
}
