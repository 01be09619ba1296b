package cloze.input;

import cloze.table.StoredPath;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.tukaani.xz.XZInputStream;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyFramedInputStream;

/**
 * Unpacks compressed files with the libraries that Spark includes. None needs a native Hadoop library. Multiple frames
 * or members of a file are read in sequence. A file that ends early is damaged: no decoder takes that for its end,
 * unless the format cannot tell.
 */
public final class Unpacking {
    /** Binary logarithm of the largest window of zstd --long. A lower limit would reject archives packed with it. */
    private static final int LONGEST_WINDOW = 31;

    /** Four times what {@code xz -9} needs. A file names the memory that its decoder reserves at once. */
    private static final int MAX_XZ_KIB = 1 << 18;

    /** No format needs so many bytes to say that there is nothing in it. */
    private static final int MAX_EMPTY_BYTES = 64;

    /** Above Hadoop's block sizes, and below what the first four characters of a raw block mean as a number. */
    private static final int MAX_HADOOP_BLOCK = 1 << 26;

    /** A raw block is unpacked in memory as a whole. */
    private static final int MAX_RAW_BYTES = 1 << 28;

    private final Configuration hadoop;
    private final CompressionCodecFactory codecs;

    /** Looks up the codecs of {@code hadoop}, which takes milliseconds: once per task, not per file. */
    public Unpacking(Configuration hadoop) {
        this.hadoop = hadoop;
        this.codecs = new CompressionCodecFactory(hadoop);
    }

    /** Returns the configuration by which files are opened. */
    public Configuration hadoop() {
        return hadoop;
    }

    /** Returns a file's name without its compression suffix; empty if its name does not say that it is compressed. */
    public Optional<String> unpackedName(String name) {
        return named(name).map(Packing.Named::unpackedName);
    }

    /** Recognises a packing by the suffix of a name: one of this class, or of a codec in the Hadoop configuration. */
    Optional<Packing.Named> named(String name) {
        return Packing.named(name).or(() -> codec(name)
                .map(codec -> new Packing.Named(
                        Packing.CODEC,
                        name.substring(
                                0, name.length() - codec.getDefaultExtension().length()))));
    }

    private Optional<CompressionCodec> codec(String name) {
        // Hadoop compares suffixes as written, and takes the letters before a colon for a scheme.
        return Optional.ofNullable(codecs.getCodec(new Path(null, null, "/" + name.toLowerCase(Locale.ROOT))));
    }

    /**
     * Wraps the bytes of a compressed file in a decompressing stream.
     *
     * @param path for messages
     * @param head the first bytes of the file
     * @param file all bytes of the file, including {@code head}
     */
    InputStream unpack(Packing packing, String path, byte[] head, InputStream file) throws IOException {
        var counted = new SourceBytes(file);
        int minimum = packing == Packing.CODEC ? MAX_EMPTY_BYTES : Integer.MAX_VALUE;
        String name = StoredPath.of(path).getName();
        return new UnpackedBytes(path, packing.test(), counted, minimum, () -> decoder(packing, name, head, counted));
    }

    private InputStream decoder(Packing packing, String name, byte[] head, InputStream file) throws IOException {
        return switch (packing) {
            case GZIP -> new GzipMembers(file);
            case ZSTD, SKIPPABLE -> new ZstdInputStreamNoFinalizer(file).setLongMax(LONGEST_WINDOW);
            case BZIP2 -> new BZip2CompressorInputStream(file, true);
            case XZ -> new XZInputStream(file, MAX_XZ_KIB);
            case LZ4_FRAME -> new FramedLZ4CompressorInputStream(file, true);
            case SNAPPY_FRAMED -> new SnappyFramedInputStream(file, true);
            case LZ4_BLOCKS -> new HadoopBlocks(file, Unpacking::lz4);
            case SNAPPY -> isHadoopSnappy(head) ? new HadoopBlocks(file, Unpacking::snappy) : rawSnappy(file);
            case ZLIB -> new ZlibStreams(file);
            case CODEC -> codec(name).orElseThrow().createInputStream(file);
        };
    }

    private static byte[] lz4(byte[] chunk, int maxBytes) {
        LZ4SafeDecompressor decompressor = LZ4Factory.fastestInstance().safeDecompressor();
        return decompressor.decompress(chunk, maxBytes);
    }

    private static byte[] snappy(byte[] chunk, int maxBytes) throws IOException {
        if (Snappy.uncompressedLength(chunk) > maxBytes) {
            throw new IOException("a snappy chunk is longer than its block");
        }
        return Snappy.uncompress(chunk);
    }

    private static InputStream rawSnappy(InputStream file) throws IOException {
        byte[] block = file.readNBytes(MAX_RAW_BYTES);
        if (block.length == MAX_RAW_BYTES) {
            throw new IOException("neither Hadoop's nor framed snappy, and too large for a raw block of snappy");
        }
        if (!Snappy.isValidCompressedBuffer(block)) {
            throw new IOException("neither Hadoop's nor framed nor raw snappy");
        }
        return new ByteArrayInputStream(Snappy.uncompress(block));
    }

    /** Hadoop's files begin with the lengths of a block and of its first chunk, and with the chunk's own length. */
    private static boolean isHadoopSnappy(byte[] head) {
        if (head.length < 4) {
            return false;
        }
        int block = Bytes.bigEndian(head, 0);
        if (block == 0) {
            return true;
        }
        if (head.length < 9 || block < 0 || block > MAX_HADOOP_BLOCK) {
            return false;
        }
        int chunk = Bytes.bigEndian(head, 4);
        return chunk > 0 && chunk <= Snappy.maxCompressedLength(block);
    }
}
