package cloze.corpus;

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
 * Compressed files, told by the suffix of their name. None needs a native library of Hadoop: .zst is read by the zstd that Spark brings
 * along (Hadoop's own codec wants libhadoop), .gz and .bz2 by Hadoop's Java codecs. Several frames or members in a file are read one
 * after the other.
 */
final class Unpacking {
    private static final String ZSTD = ".zst";

    /** Largest window that zstd --long makes, as a power of two; less would refuse archives that were packed with it. */
    private static final int LONGEST_WINDOW = 31;

    private final CompressionCodecFactory codecs;

    Unpacking(Configuration hadoop) {
        this.codecs = new CompressionCodecFactory(hadoop);
    }

    /** The file's name without the suffix of its compression; empty if it is not compressed. */
    Optional<String> unpackedName(Path path) {
        String name = path.getName();
        if (isZstd(path)) {
            return Optional.of(name.substring(0, name.length() - ZSTD.length()));
        }
        return Optional.ofNullable(codecs.getCodec(path))
                .map(codec -> CompressionCodecFactory.removeSuffix(name, codec.getDefaultExtension()));
    }

    /** What {@code file}, the bytes at {@code path}, says when it is unpacked; {@code file} itself if it is not compressed. */
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

    /** Whether {@code e} tells of a damaged file, which the user can mend, and not of trouble with the file system. */
    static boolean isDamage(IOException e) {
        // Hadoop's decoders throw IOException itself; file systems throw classes of their own.
        return e instanceof EOFException
                || e instanceof ZipException
                || e instanceof ZstdIOException
                || e.getClass() == IOException.class;
    }
}
