package cloze.input;

import cloze.fuzz.MemoryFiles;
import cloze.fuzz.Untrusted;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

class CompressedFuzzTest {
    /** Unpacked bytes to read: what a compressed file holds is as large as it likes. */
    private static final int MOST_BYTES = 1 << 20;

    private static final List<String> NAMES = List.of(
            "corpus.gz",
            "corpus.bz2",
            "corpus.zst",
            "corpus.xz",
            "corpus.lz4",
            "corpus.sz",
            "corpus.snappy",
            "corpus.deflate");

    /** The content is a file of each format in turn. It is unpacked, or it is damaged. */
    @FuzzTest
    void unpacked(byte[] content) throws Exception {
        var unpacking = new Unpacking(MemoryFiles.holding(Map.of()));
        for (String name : NAMES) {
            Untrusted.read(content, () -> unpacked(unpacking, content, name));
        }
    }

    /** The content is a file without a suffix: its first bytes say how it is packed, and what it holds. */
    @FuzzTest
    void opened(byte[] content) throws Exception {
        var unpacking = new Unpacking(MemoryFiles.holding(Map.of("corpus", content)));
        Untrusted.read(content, () -> {
            try (OpenedRange opened =
                    OpenedRange.open(FileRange.whole(MemoryFiles.at("corpus").toString(), 1), unpacking)) {
                return opened.kind();
            }
        });
    }

    private static byte[] unpacked(Unpacking unpacking, byte[] content, String name) throws IOException {
        Packing packing = unpacking.named(name).orElseThrow().packing();
        byte[] head = Arrays.copyOf(content, Math.min(content.length, ContentKind.HEAD_BYTES));
        try (InputStream in = unpacking.unpack(
                packing, MemoryFiles.at(name).toString(), head, new ByteArrayInputStream(content))) {
            return in.readNBytes(MOST_BYTES);
        }
    }
}
