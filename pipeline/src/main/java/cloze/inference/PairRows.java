package cloze.inference;

import cloze.error.InvalidInputException;
import cloze.input.ByteLines;
import cloze.input.ContentKind;
import cloze.input.FileNames;
import cloze.input.FileRange;
import cloze.input.InvalidUtf8Exception;
import cloze.input.OpenedRange;
import cloze.input.RangeLines;
import cloze.input.RangeRows;
import cloze.input.Unpacking;
import cloze.input.WhiteSpace;
import cloze.input.field.InvalidJsonException;
import cloze.input.field.JsonFields;
import cloze.input.field.NamedField;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The sentence pairs of a file range. A line of a text file that holds none (a blank one or the header) is an empty
 * array: it counts.
 */
final class PairRows {
    static final List<String> COLUMNS = List.of(ReadPairs.FIRST, ReadPairs.SECOND);

    private static final String[] NO_PAIR = {};
    private static final String HEADER = ReadPairs.FIRST + "\t" + ReadPairs.SECOND;

    private PairRows() {}

    /** How the pairs of a file are written. */
    enum Form {
        TABBED,
        JSON_LINES,
        PARQUET;

        /**
         * Tells by name and content.
         *
         * @throws InvalidInputException if a file holds something else
         */
        static Form of(OpenedRange file) {
            boolean plain = file.kind().isText() || file.kind() == ContentKind.TABLE;
            if (file.kind() == ContentKind.PARQUET && !file.isPacked()) {
                return PARQUET;
            }
            boolean json = FileNames.sayJsonLines(file.name());
            if (file.kind() == ContentKind.JSON_LINES || (json && plain)) {
                return JSON_LINES;
            }
            if (!plain || FileNames.sayParquet(file.name())) {
                throw file.kind()
                        .refusal(
                                file.range().path(),
                                "lines with a tab between two sentences, JSON lines or Parquet that is not compressed as a whole",
                                "");
            }
            return TABBED;
        }
    }

    /** Opens a range; the file's own form decides how it is read. */
    static RangeRows<String[]> open(FileRange range, Unpacking unpacking) throws IOException {
        OpenedRange opened = OpenedRange.open(range, unpacking);
        try {
            if (opened.isElsewhere()) {
                return new Lines(opened, line -> NO_PAIR, unpacking);
            }
            return switch (Form.of(opened)) {
                case TABBED -> new Lines(opened, PairRows::tabbed, unpacking);
                case JSON_LINES -> new Lines(opened, PairRows::json, unpacking);
                case PARQUET -> {
                    opened.close();
                    yield new ParquetPairs(range, unpacking.hadoop());
                }
            };
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static String[] tabbed(String line) {
        if (WhiteSpace.isBlank(line)) {
            return NO_PAIR;
        }
        String[] cells = line.split("\t", -1);
        if (cells.length != COLUMNS.size()) {
            throw new IllegalArgumentException(
                    "expected two sentences with a tab between them, found %d tab(s); remove the others, or write the pairs as Parquet or JSON lines"
                            .formatted(cells.length - 1));
        }
        return cells;
    }

    private static String[] json(String line) {
        var first = new NamedField(ReadPairs.FIRST);
        var second = new NamedField(ReadPairs.SECOND);
        try {
            return JsonFields.read(line, first, second) ? new String[] {first.printed(), second.printed()} : NO_PAIR;
        } catch (InvalidJsonException e) {
            throw new IllegalArgumentException(
                    "the line %s. Each line must be an object such as {\"%s\": \"...\", \"%s\": \"...\"}"
                            .formatted(e.getMessage(), ReadPairs.FIRST, ReadPairs.SECOND),
                    e);
        }
    }

    /** How a line is read. Throws IllegalArgumentException with a fault that continues a sentence. */
    private interface Syntax {
        String[] read(String line);
    }

    private static final class Lines implements RangeRows<String[]> {
        private final RangeLines lines;
        private final Syntax syntax;
        private final Unpacking unpacking;

        Lines(OpenedRange opened, Syntax syntax, Unpacking unpacking) throws IOException {
            this.lines = new RangeLines(opened, ByteLines.Ends.ANY);
            this.syntax = syntax;
            this.unpacking = unpacking;
        }

        @Override
        public Optional<String[]> advance() throws IOException {
            return lines.next() ? Optional.of(pair()) : Optional.empty();
        }

        private String[] pair() throws IOException {
            try {
                String line = lines.decoded();
                return lines.isFirst() && line.equals(HEADER) ? NO_PAIR : syntax.read(line);
            } catch (InvalidUtf8Exception e) {
                throw fault(e.describe(lines.isFirst() && e.index() == 0), e);
            } catch (IllegalArgumentException e) {
                throw fault(e.getMessage(), e);
            }
        }

        private InvalidInputException fault(String what, Exception cause) throws IOException {
            return new InvalidInputException("%s: %s".formatted(lines.place(unpacking), what), cause);
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
