package cloze.dataset;

import cloze.error.ContractViolationException;
import java.util.stream.LongStream;

/**
 * What an example is called, independent of where it was built: {@code document_id/duplicate/index}.
 *
 * @param documentId the document of segment A
 * @param duplicate which of the document's dupe-factor pairings, from 0
 * @param index the example's place in that pairing, from 0
 */
public record ExampleId(String documentId, int duplicate, int index) {

    /**
     * The id written as {@code text}.
     *
     * @throws ContractViolationException when it is not document_id/duplicate/index
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

    /** The numbers that key this example's draws, behind {@code scope}: an epoch, say. */
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
