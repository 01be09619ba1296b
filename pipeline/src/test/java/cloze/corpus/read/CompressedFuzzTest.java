package cloze.corpus.read;

import cloze.fuzz.MemoryFiles;
import cloze.fuzz.Untrusted;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

class CompressedFuzzTest {
    /** Unpacked bytes to read: what a compressed file holds is as large as it likes. */
    private static final int MOST_BYTES = 1 << 20;

    private static final List<String> SUFFIXES = List.of(".gz", ".bz2", ".zst", ".lz4", ".snappy", ".deflate");

    /** The content is a file of each format in turn. It is unpacked, or it is damaged. */
    @FuzzTest
    void unpacked(byte[] content) throws Exception {
        Configuration hadoop = MemoryFiles.holding(Map.of());
        var unpacking = new Unpacking(hadoop);
        for (String suffix : SUFFIXES) {
            Untrusted.read(content, () -> unpacked(unpacking, content, suffix));
        }
    }

    private static byte[] unpacked(Unpacking unpacking, byte[] content, String suffix) throws IOException {
        try (InputStream in = unpacking.unpack(MemoryFiles.at("corpus" + suffix), new ByteArrayInputStream(content))) {
            return in.readNBytes(MOST_BYTES);
        } catch (IOException e) {
            if (Unpacking.isDamage(e)) {
                return new byte[0];
            }
            throw e;
        }
    }
}
