package cloze.corpus;

import java.io.IOException;
import java.util.Optional;

/**
 * Documents separated by blank lines, each read by the range that holds its beginning.
 *
 * <p>A document belongs to the range in which the blank line right before it begins, and the first document of a file to the range at
 * offset 0. So every range decides by itself which documents are its own, reads the last of them to its end beyond the range, and no
 * document is read twice or missed wherever the cuts fall.
 */
final class BlankLineDocuments implements DocumentReader {
    private final FileRange range;
    private final ByteLines lines;
    private final String unit;
    private final ByteBuilder gathered;

    /** Whether the document that follows belongs to this range. */
    private boolean owned;

    /** @param lines stands at the first line that begins in the range */
    BlankLineDocuments(FileRange range, ByteLines lines, String unit) {
        this.range = range;
        this.lines = lines;
        this.unit = unit;
        this.gathered = new ByteBuilder(range.path());
        this.owned = range.start() == 0;
    }

    @Override
    public Optional<ReadResult> advance() throws IOException, InvalidTextException {
        gathered.clear();
        long start = 0;
        int end = 0;
        while (true) {
            int before = gathered.length();
            if (!lines.read(gathered)) {
                return end > 0 ? Optional.of(text(start, end)) : Optional.empty();
            }
            boolean inRange = lines.lineStart() < range.end();
            int contentEnd = before + lines.contentLength();
            if (PlainText.isBlank(gathered.bytes(), before, contentEnd)) {
                owned = inRange;
                if (end > 0) {
                    return Optional.of(text(start, end));
                }
                gathered.clear();
            } else if (owned) {
                if (end == 0) {
                    start = lines.contentStart();
                }
                end = contentEnd;
            } else {
                // The rest of a document that began in the range before.
                gathered.clear();
            }
            if (!owned && !inRange) {
                return Optional.empty();
            }
        }
    }

    private ReadResult text(long start, int end) throws InvalidTextException {
        var place = new PlainText.Place(range.path(), start, unit);
        return new ReadResult.Text(PlainText.decode(gathered.bytes(), 0, end, place), "");
    }
}
