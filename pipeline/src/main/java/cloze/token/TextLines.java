package cloze.token;

import cloze.input.ByteLines;
import cloze.input.ContentKind;
import cloze.input.FileRange;
import cloze.input.OpenedRange;
import cloze.input.RangeLines;
import cloze.input.RangeRows;
import cloze.input.Unpacking;
import java.io.IOException;
import java.util.Optional;

/** The lines of a file range as text, whatever it says. Only \n ends a line. */
final class TextLines implements RangeRows<String> {
    private final RangeLines lines;

    private TextLines(RangeLines lines) {
        this.lines = lines;
    }

    /**
     * Opens a range.
     *
     * @throws cloze.error.InvalidInputException if the file is of a known binary format. Other bytes are text
     */
    static TextLines open(FileRange range, Unpacking unpacking) throws IOException {
        OpenedRange opened = OpenedRange.open(range, unpacking);
        ContentKind kind = opened.kind();
        if (kind.isBinary() && kind != ContentKind.BINARY) {
            opened.close();
            throw kind.refusal(range.path(), "text", "");
        }
        return new TextLines(new RangeLines(opened, ByteLines.Ends.LINE_FEED));
    }

    @Override
    public Optional<String> advance() throws IOException {
        return lines.next() ? Optional.of(lines.text()) : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
