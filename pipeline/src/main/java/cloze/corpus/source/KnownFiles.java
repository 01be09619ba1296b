package cloze.corpus.source;

import cloze.input.InputFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Files as an earlier run found them. A file with the same path, length and modification time counts as unchanged. */
public final class KnownFiles {
    private final Map<String, Entry> files = new HashMap<>();

    /** @param known may name a path twice */
    public KnownFiles(List<Entry> known) {
        known.forEach(file -> files.put(file.path(), file));
    }

    /**
     * A file as listed.
     *
     * @param path fully qualified
     * @param length in bytes
     * @param modifiedMillis modification time in milliseconds since 1970; 0 if the file system has none
     */
    public record Entry(String path, long length, long modifiedMillis) {
        public static Entry of(InputFile file) {
            return new Entry(file.path(), file.length(), file.modifiedMillis());
        }
    }

    /**
     * How a later listing differs.
     *
     * @param unread paths of files that are new or changed
     * @param replaced known files that are changed or gone, sorted by path
     */
    public record Difference(List<String> unread, List<Entry> replaced) {}

    /** Returns the known files, sorted by path. */
    public List<Entry> entries() {
        return sorted(files.values().stream());
    }

    private static List<Entry> sorted(Stream<Entry> entries) {
        return entries.sorted(Comparator.comparing(Entry::path)).toList();
    }

    /** Compares the known files with {@code now}. */
    public Difference difference(List<Entry> now) {
        Map<String, Entry> left = new HashMap<>(files);
        List<String> unread = new ArrayList<>();
        List<Entry> replaced = new ArrayList<>();
        for (Entry file : now) {
            Entry before = left.remove(file.path());
            if (!file.equals(before)) {
                unread.add(file.path());
                if (before != null) {
                    replaced.add(before);
                }
            }
        }
        replaced.addAll(left.values());
        return new Difference(unread, sorted(replaced.stream()));
    }
}
