package cloze.input;

import cloze.fuzz.MemoryFiles;
import cloze.fuzz.Untrusted;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

class CompressedFuzzTest {
    /** Unpacked bytes to read: what a compressed file holds is as large as it likes. */
    private static final int MOST_BYTES = 1 << 20;

    private static final Set<Packing> FORMATS = EnumSet.complementOf(EnumSet.of(Packing.CODEC));

    private static final String NAME = "corpus";

    /** The content is a file of each format, and one whose content tells what it is. It is unpacked or refused. */
    @FuzzTest
    void unpacked(byte[] content) throws Exception {
        Configuration hadoop = MemoryFiles.holding(Map.of(NAME, content));
        for (Packing packing : FORMATS) {
            Untrusted.read(content, () -> unpacked(hadoop, packing, content));
        }
        String path = MemoryFiles.at(NAME).toString();
        Untrusted.read(content, () -> {
            try (OpenedRange opened = OpenedRange.open(FileRange.whole(path, 1), new Unpacking(hadoop))) {
                return opened.kind();
            }
        });
    }

    private static byte[] unpacked(Configuration hadoop, Packing packing, byte[] content) throws IOException {
        byte[] head = Arrays.copyOf(content, Math.min(content.length, ContentKind.HEAD_BYTES));
        try (InputStream in = new Unpacking(hadoop).unpack(packing, NAME, head, new ByteArrayInputStream(content))) {
            return in.readNBytes(MOST_BYTES);
        }
    }
}
