package cloze.corpus;

import java.io.IOException;
import java.util.Optional;

/** A file that is one document, or none if it is blank. */
final class WholeFileDocument extends DocumentIterator {
    private final FileRange range;
    private final ByteLines lines;
    private final String unit;

    /** @param lines stands at the file's beginning */
    WholeFileDocument(FileRange range, ByteLines lines, String unit) {
        this.range = range;
        this.lines = lines;
        this.unit = unit;
    }

    @Override
    Optional<String> advance() throws IOException {
        var gathered = new ByteBuilder(range.path());
        boolean more = lines.read(gathered);
        long start = lines.contentStart();
        while (more) {
            more = lines.read(gathered);
        }
        if (PlainText.isBlank(gathered.bytes(), 0, gathered.length())) {
            return Optional.empty();
        }
        var place = new PlainText.Place(range.path(), start, unit);
        return Optional.of(PlainText.decode(gathered.bytes(), 0, gathered.length(), place));
    }
}
