package cloze.dataset;

import cloze.error.ContractViolationException;
import java.util.stream.LongStream;

/**
 * The id of an example, independent of where it was built: {@code document_id/duplicate/index}.
 *
 * @param documentId the document of segment A
 * @param duplicate which of the document's dupe-factor pairings, from 0
 * @param index position of the example in that pairing, from 0
 */
public record ExampleId(String documentId, int duplicate, int index) {

    /**
     * Parses {@code text}.
     *
     * @throws ContractViolationException if it is not of the form document_id/duplicate/index
     */
    public static ExampleId parse(String text) {
        int last = text.lastIndexOf('/');
        int first = text.lastIndexOf('/', last - 1);
        if (first > 0) {
            try {
                return new ExampleId(
                        text.substring(0, first),
                        Integer.parseInt(text, first + 1, last, 10),
                        Integer.parseInt(text, last + 1, text.length(), 10));
            } catch (NumberFormatException malformed) {
                throw violation(text, malformed);
            }
        }
        throw violation(text, null);
    }

    /** Returns the key of this example's draws, preceded by {@code scope}, for example an epoch. */
    public long[] identity(long... scope) {
        DocumentId document = DocumentId.parse(documentId);
        long[] own = {document.high(), document.low(), document.occurrence(), duplicate, index};
        return LongStream.concat(LongStream.of(scope), LongStream.of(own)).toArray();
    }

    @Override
    public String toString() {
        return documentId + "/" + duplicate + "/" + index;
    }

    private static ContractViolationException violation(String text, Throwable cause) {
        return new ContractViolationException(
                "Column %s holds \"%s\", expected document_id/duplicate/index"
                        .formatted(SentencePairs.EXAMPLE_ID, text),
                cause);
    }
}
