package cloze.fuzz;

import cloze.error.ClozeException;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Runs a reader on content that anyone may have written. It may return a result, or refuse the content with an
 * exception of this project. Everything else is a finding: another exception, and memory that the content claims but
 * does not have.
 */
public final class Untrusted {
    /** Memory that a reader may allocate for any content, such as buffers. */
    private static final long FIXED_BYTES = 64 << 20;

    /** Memory that it may allocate for each byte of the content, however often it copies it. */
    private static final long BYTES_PER_BYTE = 1 << 12;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Untrusted() {}

    /**
     * Returns what {@code reader} makes of {@code content}; empty if it refuses the content.
     *
     * @param reader gives the same result each time
     * @throws AssertionError if the refusal says nothing, or the reader allocates more than the content warrants
     * @throws Exception that {@code reader} throws, unless it is of this project
     */
    public static <T> Optional<T> read(byte[] content, Callable<T> reader) throws Exception {
        long most = FIXED_BYTES + BYTES_PER_BYTE * content.length;
        long before = allocated();
        Optional<T> result = result(reader);
        if (allocated() - before > most) {
            // The first run may have loaded classes, and a fuzzer changes each of them in this thread.
            before = allocated();
            result = result(reader);
            long again = allocated() - before;
            if (again > most) {
                throw new AssertionError(
                        "%d bytes of content took %d bytes of memory".formatted(content.length, again));
            }
        }
        return result;
    }

    private static long allocated() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    private static <T> Optional<T> result(Callable<T> reader) throws Exception {
        try {
            return Optional.of(reader.call());
        } catch (ClozeException refusal) {
            if (refusal.getMessage() == null || refusal.getMessage().isBlank()) {
                throw new AssertionError("A refusal without a message", refusal);
            }
            return Optional.empty();
        }
    }
}
