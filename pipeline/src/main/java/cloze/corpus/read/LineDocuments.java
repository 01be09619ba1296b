package cloze.corpus.read;

import java.io.IOException;
import java.util.Optional;

/** Documents of one line each. A line belongs to the range in which it begins. */
final class LineDocuments implements DocumentReader {
    private final FileRange range;
    private final ByteLines lines;
    private final String unit;
    private final Syntax syntax;
    private final ByteBuilder line;
    private long number;

    /** How a line is parsed. */
    interface Syntax {
        /** The line itself is the document. */
        Syntax PLAIN = (text, place) -> Optional.of(ReadResult.text(text, "", place));

        /**
         * Parses {@code line}; empty if the line is to be ignored.
         *
         * @throws InvalidTextException if the line violates the format
         */
        Optional<ReadResult> read(String line, PlainText.Place place) throws InvalidTextException;
    }

    /**
     * @param lines positioned at the first line that begins in the range
     */
    LineDocuments(FileRange range, ByteLines lines, String unit, Syntax syntax) {
        this.range = range;
        this.lines = lines;
        this.unit = unit;
        this.syntax = syntax;
        this.line = new ByteBuilder(range.path());
    }

    @Override
    public Optional<ReadResult> advance() throws IOException, InvalidTextException {
        line.clear();
        while (lines.nextLineStart() < range.end() && lines.read(line)) {
            number++;
            // A range in the middle of a file does not know how many lines are before it.
            long known = range.start() == 0 ? number : PlainText.Place.UNKNOWN_LINE;
            var place = new PlainText.Place(range.path(), known, lines.contentStart(), unit);
            String text = PlainText.decode(line.bytes(), 0, lines.contentLength(), place);
            Optional<ReadResult> found = syntax.read(text, place);
            if (found.isPresent()) {
                return found;
            }
            line.clear();
        }
        return Optional.empty();
    }
}
