package cloze.corpus.read;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/**
 * Unpacks compressed files, recognized by the suffix of their name. None needs a native Hadoop library: .zst is read by
 * the zstd library that Spark includes (Hadoop's own codec requires libhadoop), .gz and .bz2 by Hadoop's Java codecs.
 * Multiple frames or members of a file are read in sequence.
 */
public final class Unpacking {
    private static final String ZSTD = ".zst";

    /** Binary logarithm of the largest window of zstd --long. A lower limit would reject archives packed with it. */
    private static final int LONGEST_WINDOW = 31;

    private final CompressionCodecFactory codecs;

    public Unpacking(Configuration hadoop) {
        this.codecs = new CompressionCodecFactory(hadoop);
    }

    /** Returns the file's name without its compression suffix; empty if the file is not compressed. */
    public Optional<String> unpackedName(Path path) {
        String name = path.getName();
        if (isZstd(path)) {
            return Optional.of(name.substring(0, name.length() - ZSTD.length()));
        }
        return Optional.ofNullable(codecs.getCodec(path))
                .map(codec -> CompressionCodecFactory.removeSuffix(name, codec.getDefaultExtension()));
    }

    /**
     * Wraps {@code file}, the bytes at {@code path}, in a decompressing stream; returns {@code file} itself if it is
     * not compressed.
     */
    InputStream unpack(Path path, InputStream file) throws IOException {
        if (isZstd(path)) {
            return new ZstdInputStreamNoFinalizer(file).setLongMax(LONGEST_WINDOW);
        }
        Optional<CompressionCodec> codec = Optional.ofNullable(codecs.getCodec(path));
        return codec.isPresent() ? codec.get().createInputStream(file) : file;
    }

    private static boolean isZstd(Path path) {
        return path.getName().toLowerCase(Locale.ROOT).endsWith(ZSTD);
    }

    /**
     * Returns whether {@code e} means a damaged file, which the user can correct, rather than a failing file system.
     */
    static boolean isDamage(IOException e) {
        // Hadoop's decoders throw IOException itself; file systems throw subclasses.
        return e instanceof EOFException
                || e instanceof ZipException
                || e instanceof ZstdIOException
                || e.getClass() == IOException.class;
    }
}
