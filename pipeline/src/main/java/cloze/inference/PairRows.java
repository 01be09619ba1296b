package cloze.inference;

import cloze.error.InvalidInputException;
import cloze.input.ByteLines;
import cloze.input.ContentKind;
import cloze.input.FileNames;
import cloze.input.FileRange;
import cloze.input.JsonFields;
import cloze.input.OpenedRange;
import cloze.input.ParquetFields;
import cloze.input.RangeLines;
import cloze.input.RangeRows;
import cloze.input.Unpacking;
import cloze.input.Utf8;
import java.io.IOException;
import java.util.Arrays;
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
                case JSON_LINES -> new Lines(opened, new JsonPair(), unpacking);
                case PARQUET -> {
                    opened.close();
                    yield new Rows(range, unpacking);
                }
            };
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static String[] tabbed(String line) {
        if (line.isBlank()) {
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

    private static String[] complete(String[] pair) {
        if (Arrays.asList(pair).contains(null)) {
            throw new IllegalArgumentException("expected %s, found null".formatted(String.join(" and ", COLUMNS)));
        }
        return pair;
    }

    /** How a line is read. Throws IllegalArgumentException with a fault that continues a sentence. */
    private interface Syntax {
        String[] read(String line);
    }

    private static final class JsonPair implements Syntax {
        private final JsonFields fields = new JsonFields(COLUMNS);

        @Override
        public String[] read(String line) {
            return line.isBlank() ? NO_PAIR : complete(fields.read(line));
        }
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
            if (!lines.next()) {
                return Optional.empty();
            }
            String line = lines.text();
            int bad = lines.fault(line);
            if (bad >= 0) {
                throw fault(Utf8.message(lines.byteAt(bad), lines.isFirst() && bad == 0));
            }
            if (lines.isFirst() && line.equals(HEADER)) {
                return Optional.of(NO_PAIR);
            }
            try {
                return Optional.of(syntax.read(line));
            } catch (IllegalArgumentException e) {
                throw fault(e.getMessage());
            }
        }

        private InvalidInputException fault(String what) throws IOException {
            return new InvalidInputException("%s: %s".formatted(lines.place(unpacking), what));
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    private static final class Rows implements RangeRows<String[]> {
        private final FileRange range;
        private final ParquetFields rows;

        Rows(FileRange range, Unpacking unpacking) throws IOException {
            this.range = range;
            this.rows = new ParquetFields(range, COLUMNS, unpacking.hadoop());
        }

        @Override
        public Optional<String[]> advance() {
            try {
                return rows.advance().map(PairRows::complete);
            } catch (IllegalArgumentException e) {
                throw new InvalidInputException(
                        "File %s, row %d: %s".formatted(range.path(), rows.number(), e.getMessage()));
            }
        }

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }
}
