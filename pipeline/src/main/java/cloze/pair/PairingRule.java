package cloze.pair;

import cloze.config.ExamplesConfig;
import java.io.Serializable;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How a document is cut into examples. What it gives depends on the document, the duplicate, the configuration and the seed alone:
 * never on which other document later serves as partner.
 */
sealed interface PairingRule extends Serializable permits ReferencePairing, WindowPairing {
    /** The examples of one of the document's dupe-factor pairings, in order. */
    List<Draft> drafts(TokenizedDocument document, int duplicate);

    /** How many tokens the sentences of a chunk should reach in one of the document's pairings; 0 where length plays no part. */
    int targetLength(TokenizedDocument document, int duplicate);

    /** Segment B for a request of another document, before truncation. */
    Span partnerSegment(TokenizedDocument partner, int targetLength, SplittableRandom random);

    /** Fewest sentences a document needs to give an example or to be a partner. */
    int fewestSentences();

    static PairingRule of(ExamplesConfig config, long seed) {
        return switch (config.pairing()) {
            case REFERENCE -> new ReferencePairing(
                    config.maxPairTokens(), config.shortSeqProb(), config.objective(), seed);
            case WINDOWS -> new WindowPairing(config.objective(), seed);
        };
    }
}
