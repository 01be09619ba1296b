package cloze.tensor;

import cloze.fuzz.Untrusted;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

class SafetensorsFuzzTest {
    private static final int DATA_BYTES = 64;

    /** The content is a header. Its length before it and the data behind it are right. */
    @FuzzTest
    void header(byte[] content) throws Exception {
        byte[] file = ByteBuffer.allocate(Long.BYTES + content.length + DATA_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(content.length)
                .put(content)
                .array();
        Untrusted.read(content, () -> Safetensors.read(new ByteArrayInputStream(file), file.length, "content"));
        Untrusted.read(content, () -> Safetensors.read(new ByteArrayInputStream(content), content.length, "content"));
    }
}
