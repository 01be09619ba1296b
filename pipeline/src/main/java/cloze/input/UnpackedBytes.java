package cloze.input;

import cloze.error.InvalidInputException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.xerial.snappy.SnappyError;

/**
 * The unpacked bytes of a compressed file. Whatever a decoder throws means that the file is damaged, which the user can
 * correct, unless the file system threw it.
 */
final class UnpackedBytes extends BulkInputStream {
    private final String path;
    private final String test;
    private final SourceBytes file;
    private final long nothingFrom;
    private final InputStream decoder;
    private long count;

    /** Opens the decoder, which reads the beginning of the file and may find it damaged. */
    interface Opener {
        InputStream open() throws IOException;
    }

    /**
     * @param test command that tests such a file; empty if there is none
     * @param nothingFrom a larger file that yields nothing is damaged
     */
    UnpackedBytes(String path, String test, SourceBytes file, long nothingFrom, Opener opener) throws IOException {
        this.path = path;
        this.test = test;
        this.file = file;
        this.nothingFrom = nothingFrom;
        this.decoder = explained(opener::open);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = explained(() -> decoded(bytes, offset, length));
        count += Math.max(0, read);
        return read;
    }

    private int decoded(byte[] bytes, int offset, int length) throws IOException {
        int read;
        do {
            // Some decoders return nothing at an empty block, which readers would take for the end.
            read = decoder.read(bytes, offset, length);
        } while (read == 0 && length > 0);
        if (read < 0) {
            if (file.read() >= 0) {
                throw new IOException("its content ends at byte %d, and more bytes follow".formatted(file.count() - 1));
            }
            if (count == 0 && file.count() > nothingFrom) {
                throw new IOException("nothing was found in %d bytes".formatted(file.count()));
            }
        }
        return read;
    }

    private interface Step<T> {
        T run() throws IOException;
    }

    private <T> T explained(Step<T> step) throws IOException {
        try {
            return step.run();
        } catch (SourceBytes.ReadException e) {
            throw (IOException) e.getCause();
        } catch (EOFException e) {
            throw damaged("it ends early", e);
        } catch (StackOverflowError e) {
            // Some decoders call themselves for each frame that they skip.
            throw damaged("too many frames without content", e);
        } catch (IOException | RuntimeException | SnappyError e) {
            throw damaged(e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
    }

    private InvalidInputException damaged(String fault, Throwable e) {
        return new InvalidInputException(
                "File %s cannot be decompressed: %s. It is damaged, truncated or not of the format its name says%s."
                        .formatted(path, fault, test.isEmpty() ? "" : "; test it with " + test),
                e);
    }

    @Override
    public void close() throws IOException {
        decoder.close();
    }
}
