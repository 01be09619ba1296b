package cloze.pair;

import cloze.config.ExamplesConfig;
import java.io.Serializable;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How a document is cut into examples. The result depends only on the document, the duplicate, the configuration and
 * the seed, never on the partners that other documents draw.
 */
sealed interface PairingRule extends Serializable permits ReferencePairing, WindowPairing {
    /** Returns the examples of one of the document's dupe-factor pairings, in order. */
    List<Draft> drafts(TokenizedDocument document, int duplicate);

    /**
     * Returns the number of tokens that a chunk should reach in one of the document's pairings; 0 if the rule ignores
     * length.
     */
    int targetLength(TokenizedDocument document, int duplicate);

    /** Selects segment B for a request of another document, before truncation. */
    Span partnerSegment(TokenizedDocument partner, int targetLength, SplittableRandom random);

    /** Returns the minimum number of sentences for a document to yield an example or to be a partner. */
    int fewestSentences();

    static PairingRule of(ExamplesConfig config, long seed) {
        return switch (config.pairing()) {
            case REFERENCE -> new ReferencePairing(
                    config.maxPairTokens(), config.shortSeqProb(), config.objective(), seed);
            case WINDOWS -> new WindowPairing(config.objective(), seed);
        };
    }
}
