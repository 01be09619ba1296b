package cloze.input;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyFramedOutputStream;

/** Text in all formats of compression that are read, by writers other than the reader's own code. */
public final class PackedBytes {
    private PackedBytes() {}

    /** Writes into a compressing stream. */
    private interface Packer {
        OutputStream over(OutputStream file) throws IOException;
    }

    /** Returns what each format makes of {@code text}, by the suffix of its files; a number distinguishes writers. */
    public static Map<String, byte[]> of(String text) {
        Map<String, byte[]> packed = new LinkedHashMap<>();
        packed.put("gz", packed(text, GZIPOutputStream::new));
        packed.put("zst", com.github.luben.zstd.Zstd.compress(bytes(text)));
        packed.put("bz2", packed(text, BZip2CompressorOutputStream::new));
        packed.put("xz", packed(text, file -> new XZOutputStream(file, new LZMA2Options())));
        packed.put("1.lz4", packed(text, LZ4FrameOutputStream::new));
        packed.put("2.lz4", packed(text, file -> hadoop("x.lz4").createOutputStream(file)));
        packed.put("sz", packed(text, SnappyFramedOutputStream::new));
        packed.put("1.snappy", packed(text, file -> hadoop("x.snappy").createOutputStream(file)));
        packed.put("2.snappy", raw(text));
        packed.put("1.deflate", packed(text, DeflaterOutputStream::new));
        packed.put("2.deflate", packed(text, file -> hadoop("x.deflate").createOutputStream(file)));
        return packed;
    }

    private static CompressionCodec hadoop(String name) {
        return new CompressionCodecFactory(new Configuration(false)).getCodec(new org.apache.hadoop.fs.Path(name));
    }

    private static byte[] raw(String text) {
        try {
            return Snappy.compress(bytes(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] packed(String text, Packer packer) {
        var packed = new ByteArrayOutputStream();
        try (OutputStream out = packer.over(packed)) {
            out.write(bytes(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
