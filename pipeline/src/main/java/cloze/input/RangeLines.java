package cloze.input;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The lines that begin in a file range, one at a time. Not thread-safe. */
public final class RangeLines implements Closeable {
    private final OpenedRange opened;
    private final ByteLines.Ends ends;
    private final ByteLines lines;
    private final ByteBuilder line;

    public RangeLines(OpenedRange opened, ByteLines.Ends ends) throws IOException {
        this.opened = opened;
        this.ends = ends;
        this.lines = opened.lines(ends);
        this.line = new ByteBuilder(opened.range().path());
    }

    /** Reads the next line; returns false after the last one. */
    public boolean next() throws IOException {
        line.clear();
        return lines.nextLineStart() < opened.range().end() && lines.read(line);
    }

    /** Returns the line last read, without its line end. U+FFFD stands for bytes that are not UTF-8. */
    public String text() {
        return new String(line.bytes(), 0, lines.contentLength(), StandardCharsets.UTF_8);
    }

    /**
     * Returns the line last read, without its line end.
     *
     * @throws InvalidUtf8Exception at its first byte that is not UTF-8
     */
    public String decoded() throws InvalidUtf8Exception {
        return Utf8.decode(line.bytes(), 0, lines.contentLength());
    }

    /** Returns whether the line last read is the first one of its file. */
    public boolean isFirst() {
        return lines.lineStart() == 0;
    }

    /** Returns the path of the file and the number of the line last read, for a message. Reads the file again. */
    public String place(Unpacking unpacking) throws IOException {
        String path = opened.range().path();
        try (var whole = new RangeLines(OpenedRange.open(FileRange.whole(path, 1), unpacking), ends)) {
            long number = 0;
            do {
                number++;
            } while (whole.next() && whole.lines.lineStart() < lines.lineStart());
            return "File %s, line %d".formatted(path, number);
        }
    }

    @Override
    public void close() throws IOException {
        opened.close();
    }
}
