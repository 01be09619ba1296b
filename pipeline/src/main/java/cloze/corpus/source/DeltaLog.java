package cloze.corpus.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files that commits of a Delta table added and removed, from its transaction log. The format is that of Delta's protocol
 * (PROTOCOL.md, "Actions"): a file per commit with an action per line.
 *
 * @param added files of rows that are in the table after the last commit, and were not before the first
 * @param removed files of rows that were in the table before the first commit, and are not after the last
 * @param changesTable whether a commit changed the schema or the properties of the table
 * @param hasDeletionVectors whether some rows of a file are deleted
 * @param isFlat whether all files are below the table's folder, where their paths tell the values of partition columns
 */
record DeltaLog(Set<Path> added, Set<Path> removed, boolean changesTable, boolean hasDeletionVectors, boolean isFlat) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads the log.
     *
     * @param first the first commit to read
     * @param last the last one
     * @throws FileNotFoundException if the log of a commit has been removed
     */
    static DeltaLog read(Configuration hadoop, Path table, long first, long last) throws IOException {
        FileSystem files = table.getFileSystem(hadoop);
        Set<Path> added = new LinkedHashSet<>();
        Set<Path> removed = new LinkedHashSet<>();
        boolean changesTable = false;
        boolean hasDeletionVectors = false;
        boolean isFlat = true;
        for (long version = first; version <= last; version++) {
            var commit = new Path(table, String.format(Locale.ROOT, "_delta_log/%020d.json", version));
            try (var lines = new BufferedReader(new InputStreamReader(files.open(commit), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    JsonNode action = JSON.readTree(line);
                    changesTable |= action.has("metaData");
                    boolean isAdded = action.has("add");
                    JsonNode file = action.path(isAdded ? "add" : "remove");
                    // A file that only rearranges rows changes none.
                    if (file.isMissingNode() || !file.path("dataChange").asBoolean(true)) {
                        continue;
                    }
                    hasDeletionVectors |= file.hasNonNull("deletionVector");
                    URI name = URI.create(file.path("path").asText());
                    isFlat &= !name.isAbsolute();
                    note(new Path(table, new Path(name)), isAdded ? added : removed, isAdded ? removed : added);
                }
            }
        }
        return new DeltaLog(added, removed, changesTable, hasDeletionVectors, isFlat);
    }

    /** A file that is added and removed again, or the other way round, changes nothing. */
    private static void note(Path file, Set<Path> to, Set<Path> from) {
        if (!from.remove(file)) {
            to.add(file);
        }
    }
}
