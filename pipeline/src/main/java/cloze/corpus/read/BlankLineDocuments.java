package cloze.corpus.read;

import cloze.input.ByteBuilder;
import cloze.input.ByteLines;
import cloze.input.FileRange;
import cloze.input.WhiteSpace;
import java.io.IOException;
import java.util.Optional;

/**
 * Documents separated by blank lines, each read by the range in which it begins.
 *
 * <p>A document belongs to the range in which the blank line right before it begins; the first document of a file
 * belongs to the range at offset 0. Each range can therefore tell its own documents, and reads its last one to the end,
 * beyond the range. Wherever the cuts fall, no document is read twice or missed.
 */
final class BlankLineDocuments implements DocumentReader {
    private final FileRange range;
    private final ByteLines lines;
    private final String unit;
    private final ByteBuilder gathered;

    /** Whether the next document belongs to this range. */
    private boolean owned;

    /**
     * @param lines positioned at the first line that begins in the range
     */
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
            if (WhiteSpace.isBlank(gathered.bytes(), before, contentEnd)) {
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
                // The rest of a document that began in the previous range.
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
