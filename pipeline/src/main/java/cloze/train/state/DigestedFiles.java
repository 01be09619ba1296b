package cloze.train.state;

import cloze.error.CorruptArtifactException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files of a checkpoint's folder, whose lengths and digests are recorded when they are written and compared before
 * they are read.
 *
 * @param files the file system
 * @param folder the folder
 */
public record DigestedFiles(FileSystem files, Path folder) {
    private static final int BUFFER = 1 << 16;

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Writer {
        void write(OutputStream out) throws IOException;
    }

    /** Parses the content of a file. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(InputStream in, long bytes, String origin) throws IOException;
    }

    public WrittenFile write(String name, Writer content) throws IOException {
        MessageDigest digest = sha256();
        try (var stored = files.create(file(name), true);
                var out = new BufferedOutputStream(new DigestOutputStream(stored, digest), BUFFER)) {
            content.write(out);
            out.flush();
            return new WrittenFile(stored.getPos(), HexFormat.of().formatHex(digest.digest()));
        }
    }

    /**
     * Reads a whole file. Compares its digest first, so that damaged content is never parsed.
     *
     * @throws CorruptArtifactException as {@link #requireIntact}
     */
    public <T> T read(String name, WrittenFile expected, Reader<T> reader) throws IOException {
        requireIntact(name, expected);
        Path file = file(name);
        try (var in = new BufferedInputStream(files.open(file), BUFFER)) {
            return reader.read(in, expected.bytes(), file.toString());
        }
    }

    /**
     * Requires that a file is as it was written.
     *
     * @throws CorruptArtifactException if it is missing or has changed
     */
    public void requireIntact(String name, WrittenFile expected) throws IOException {
        Path file = require(name);
        long bytes = files.getFileStatus(file).getLen();
        if (bytes != expected.bytes()) {
            throw damaged(file, expected.bytes() + " bytes", bytes + " bytes");
        }
        String found = digest(file);
        if (!found.equals(expected.sha256())) {
            throw damaged(file, "SHA-256 " + expected.sha256(), found);
        }
    }

    /**
     * Returns the path of a file.
     *
     * @throws CorruptArtifactException if it is missing
     */
    public Path require(String name) throws IOException {
        Path file = file(name);
        if (!files.exists(file)) {
            throw damaged(file, "a file", "none");
        }
        return file;
    }

    public Path file(String name) {
        return new Path(folder, name);
    }

    private String digest(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (var in = new DigestInputStream(files.open(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    CorruptArtifactException damaged(Path file, String expected, String found) {
        return new CorruptArtifactException(
                "%s: expected %s, found %s; delete the folder %s to resume from an older checkpoint"
                        .formatted(file, expected, found, folder));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
