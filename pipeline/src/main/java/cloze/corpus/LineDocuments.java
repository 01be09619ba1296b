package cloze.corpus;

import java.io.IOException;
import java.util.Optional;

/** Documents of one line each; blank lines are none. A line belongs to the range in which it begins. */
final class LineDocuments extends DocumentIterator {
    private final FileRange range;
    private final ByteLines lines;
    private final String unit;
    private final LineText lineText;
    private final ByteBuilder line;

    /** What a line that is not blank says. */
    @FunctionalInterface
    interface LineText {
        /** The document of {@code line}, which may be blank. */
        String read(String line, PlainText.Place place);
    }

    /** @param lines stands at the first line that begins in the range */
    LineDocuments(FileRange range, ByteLines lines, String unit, LineText lineText) {
        this.range = range;
        this.lines = lines;
        this.unit = unit;
        this.lineText = lineText;
        this.line = new ByteBuilder(range.path());
    }

    @Override
    Optional<String> advance() throws IOException {
        line.clear();
        while (lines.nextLineStart() < range.end() && lines.read(line)) {
            if (!PlainText.isBlank(line.bytes(), 0, lines.contentLength())) {
                var place = new PlainText.Place(range.path(), lines.contentStart(), unit);
                String text = lineText.read(PlainText.decode(line.bytes(), 0, lines.contentLength(), place), place);
                if (!PlainText.isBlank(text)) {
                    return Optional.of(text);
                }
            }
            line.clear();
        }
        return Optional.empty();
    }
}
