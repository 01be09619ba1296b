package cloze.forget;

import cloze.error.InvalidInputException;
import cloze.provenance.Fingerprint;
import cloze.table.StoredPath;
import cloze.table.TextFile;
import java.io.IOException;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The ids that an operator wants forgotten.
 *
 * @param file where they stand, one in a line
 * @param ids without blank lines, sorted
 */
record RequestedIds(String file, NavigableSet<String> ids) {
    /** How many ids a message shows. */
    private static final int SHOWN = 3;

    /**
     * @throws InvalidInputException if there is no such file, or no id in it
     */
    static RequestedIds read(Configuration hadoop, String file) throws IOException {
        Path path = StoredPath.of(file);
        if (!path.getFileSystem(hadoop).exists(path)) {
            throw new InvalidInputException(
                    "--forget %s: expected a file with an id in each line, found no such file".formatted(file));
        }
        NavigableSet<String> ids = TextFile.read(hadoop, path)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        if (ids.isEmpty()) {
            throw new InvalidInputException("--forget %s: expected an id in each line, found none".formatted(file));
        }
        return new RequestedIds(file, ids);
    }

    /** Returns the hash of an id as the certificate has it: who knows the id finds it there, and nobody reads it there. */
    static String hash(String id) {
        return Fingerprint.of(List.of(id));
    }

    /** Says how many of {@code ids} something is true of, with the first few. */
    static String shown(NavigableSet<String> ids) {
        String first = ids.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return ids.size() > SHOWN ? first + ", ..." : first;
    }
}
