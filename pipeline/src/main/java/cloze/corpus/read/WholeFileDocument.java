package cloze.corpus.read;

import cloze.input.ByteBuilder;
import cloze.input.ByteLines;
import cloze.input.FileRange;
import java.io.IOException;
import java.util.Optional;

/** A file that is one document, or one rejected row if it is blank. */
final class WholeFileDocument implements DocumentReader {
    private final FileRange range;
    private final ByteLines lines;
    private final String unit;
    private boolean done;

    /**
     * @param lines positioned at the beginning of the file
     */
    WholeFileDocument(FileRange range, ByteLines lines, String unit) {
        this.range = range;
        this.lines = lines;
        this.unit = unit;
    }

    @Override
    public Optional<ReadResult> advance() throws IOException, InvalidTextException {
        if (done) {
            return Optional.empty();
        }
        done = true;
        var gathered = new ByteBuilder(range.path());
        boolean more = lines.read(gathered);
        long start = lines.contentStart();
        while (more) {
            more = lines.read(gathered);
        }
        var place = new PlainText.Place(range.path(), start, unit);
        return Optional.of(ReadResult.text(PlainText.decode(gathered.bytes(), 0, gathered.length(), place), "", place));
    }
}
