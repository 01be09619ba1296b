package cloze.pair;

import cloze.dataset.DocumentId;
import cloze.dataset.ExampleId;
import cloze.random.Seeds;
import java.util.SplittableRandom;

/**
 * The generators of this package, each with a purpose of its own. The draws of one example do not shift those of
 * another, and draws about a document do not depend on partners.
 */
final class PairDraws {
    private PairDraws() {}

    /** Draws for one duplicate of a document as a whole. */
    static SplittableRandom ofDocument(long seed, TokenizedDocument document, int duplicate) {
        DocumentId id = DocumentId.parse(document.id());
        return Seeds.forRow(seed, "pair", id.high(), id.low(), id.occurrence(), duplicate);
    }

    /** Draws for one chunk of a duplicate: where A ends, and whether B is random. */
    static SplittableRandom ofChunk(long seed, TokenizedDocument document, int duplicate, int chunk) {
        return Seeds.forRow(seed, "pair", new ExampleId(document.id(), duplicate, chunk).identity());
    }

    /** Draws which document answers the example's request. */
    static SplittableRandom ofPartner(long seed, ExampleId example) {
        return Seeds.forRow(seed, "pair-partner", example.identity());
    }

    /** Draws where segment B starts in the partner. */
    static SplittableRandom ofPartnerSegment(long seed, ExampleId example) {
        return Seeds.forRow(seed, "pair-partner-segment", example.identity());
    }

    /** Returns the key of the draws that truncate segment A. */
    static long truncationOfA(long seed, ExampleId example) {
        return Seeds.key(seed, "pair-truncate-a", example.identity());
    }

    /** Returns the key of the draws that truncate segment B. */
    static long truncationOfB(long seed, ExampleId example) {
        return Seeds.key(seed, "pair-truncate-b", example.identity());
    }
}
