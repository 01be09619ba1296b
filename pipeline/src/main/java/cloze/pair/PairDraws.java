package cloze.pair;

import cloze.dataset.DocumentId;
import cloze.dataset.ExampleId;
import cloze.random.Seeds;
import java.util.SplittableRandom;

/**
 * The generators of this package, each with a purpose of its own: what one example draws shifts no other's, and what a document
 * draws about itself does not depend on partners.
 */
final class PairDraws {
    private PairDraws() {}

    /** Draws about one duplicate of a document as a whole. */
    static SplittableRandom ofDocument(long seed, TokenizedDocument document, int duplicate) {
        DocumentId id = DocumentId.parse(document.id());
        return Seeds.forRow(seed, "pair", id.high(), id.low(), id.occurrence(), duplicate);
    }

    /** Draws about one chunk of a duplicate: where A ends, whether B is random. */
    static SplittableRandom ofChunk(long seed, TokenizedDocument document, int duplicate, int chunk) {
        return Seeds.forRow(seed, "pair", new ExampleId(document.id(), duplicate, chunk).identity());
    }

    /** Which document answers the example's request. */
    static SplittableRandom ofPartner(long seed, ExampleId example) {
        return Seeds.forRow(seed, "pair-partner", example.identity());
    }

    /** Where in the partner segment B starts. */
    static SplittableRandom ofPartnerSegment(long seed, ExampleId example) {
        return Seeds.forRow(seed, "pair-partner-segment", example.identity());
    }

    /** Key of the draws that shorten segment A. */
    static long truncationOfA(long seed, ExampleId example) {
        return Seeds.key(seed, "pair-truncate-a", example.identity());
    }

    /** Key of the draws that shorten segment B. */
    static long truncationOfB(long seed, ExampleId example) {
        return Seeds.key(seed, "pair-truncate-b", example.identity());
    }
}
