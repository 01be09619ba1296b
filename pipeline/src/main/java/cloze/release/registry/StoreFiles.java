package cloze.release.registry;

import cloze.provenance.Manifest;
import cloze.table.StoredPath;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * Reads, writes and copies files of an object store. A file appears as a whole when its stream is closed, and listings
 * show it from then on (S3, Google Cloud Storage).
 *
 * @param files the store
 */
record StoreFiles(FileSystem files) {
    /** The name is known to be no folder: spares S3A the requests that make sure of it. Others ignore it. */
    private static final String UNCHECKED = "fs.s3a.create.performance";

    private static final int COPIES_AT_ONCE = 8;
    private static final List<String> MARKS = List.of(Manifest.FILE, Version.FILE);

    /**
     * @throws FileNotFoundException if the file does not exist
     */
    String read(Path file) throws IOException {
        return RegistryFiles.read(files, file);
    }

    void put(Path file, String text) throws IOException {
        put(file, text.getBytes(StandardCharsets.UTF_8));
    }

    void put(Path file, byte[] content) throws IOException {
        FSDataOutputStream out = create(file);
        boolean isWhole = false;
        try {
            out.write(content);
            isWhole = true;
        } finally {
            finish(out, isWhole);
        }
    }

    private FSDataOutputStream create(Path file) throws IOException {
        FSDataOutputStreamBuilder<?, ?> builder = files.createFile(file);
        builder.overwrite(true);
        builder.recursive();
        builder.opt(UNCHECKED, true);
        return builder.build();
    }

    /** Closes {@code out} if the file is whole. Closing would publish a part, too, so a part is thrown away or left open. */
    private static void finish(FSDataOutputStream out, boolean isWhole) throws IOException {
        if (isWhole) {
            out.close();
        } else if (out.hasCapability(StreamCapabilities.ABORTABLE_STREAM)) {
            out.abort();
        }
    }

    /** Lists the names in {@code folder}; none if it does not exist. */
    List<String> names(Path folder) throws IOException {
        return RegistryFiles.names(files, folder);
    }

    /** Lists the names of all files below {@code folder}, without those of their folders; none if it does not exist. */
    List<String> namesBelow(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try {
            RemoteIterator<LocatedFileStatus> listed = files.listFiles(folder, true);
            while (listed.hasNext()) {
                names.add(listed.next().getPath().getName());
            }
        } catch (FileNotFoundException e) {
            return names;
        }
        return names;
    }

    /**
     * Copies all files below {@code from} to the same names below {@code to}, and deletes all others there. The files that
     * mark a folder as complete come last. The bytes go through this process.
     *
     * @throws FileNotFoundException if there is no folder {@code from}
     */
    void copy(Path from, Path to) throws IOException {
        Map<String, Long> wanted = lengths(from);
        for (String stranger : found(to).keySet()) {
            if (!wanted.containsKey(stranger)) {
                files.delete(StoredPath.child(to, stranger), false);
            }
        }
        copyAtOnce(
                from,
                to,
                wanted.keySet().stream().filter(name -> !MARKS.contains(name)).toList());
        for (String mark : MARKS) {
            if (wanted.containsKey(mark)) {
                copyFile(StoredPath.child(from, mark), StoredPath.child(to, mark));
            }
        }
        Map<String, Long> copied = found(to);
        if (!copied.equals(wanted)) {
            throw new IOException(
                    "Copying %s to %s: expected the files %s, found %s".formatted(from, to, wanted, copied));
        }
    }

    private void copyAtOnce(Path from, Path to, List<String> names) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(COPIES_AT_ONCE);
        try {
            List<Future<?>> copies = new ArrayList<>();
            for (String name : names) {
                copies.add(threads.submit(() -> {
                    copyFile(StoredPath.child(from, name), StoredPath.child(to, name));
                    return null;
                }));
            }
            for (Future<?> copy : copies) {
                copy.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException("Copying " + from, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while copying " + from);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Copies one file. */
    void copyFile(Path from, Path to) throws IOException {
        FSDataOutputStream out = create(to);
        boolean isWhole = false;
        try (InputStream in = files.open(from)) {
            in.transferTo(out);
            isWhole = true;
        } finally {
            finish(out, isWhole);
        }
    }

    private Map<String, Long> found(Path folder) throws IOException {
        try {
            return lengths(folder);
        } catch (FileNotFoundException e) {
            return Map.of();
        }
    }

    /** Returns the lengths of all files below {@code folder}, by name relative to it. */
    private Map<String, Long> lengths(Path folder) throws IOException {
        int prefix = files.makeQualified(folder).toUri().getPath().length() + 1;
        Map<String, Long> lengths = new TreeMap<>();
        RemoteIterator<LocatedFileStatus> listed = files.listFiles(folder, true);
        while (listed.hasNext()) {
            FileStatus file = listed.next();
            lengths.put(file.getPath().toUri().getPath().substring(prefix), file.getLen());
        }
        return lengths;
    }
}
