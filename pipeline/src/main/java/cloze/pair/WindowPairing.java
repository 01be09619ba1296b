package cloze.pair;

import cloze.config.ExamplesConfig.Objective;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One window of two consecutive sentences per duplicate, drawn uniformly. With probability 1/2 B is the second sentence of an equally drawn
 * window of another document, so that A alone and B alone look the same under both labels; with sentence-order prediction A and B change
 * places instead. Documents of one sentence have no window: they give no example and are nobody's partner.
 *
 * @param objective what B may be
 * @param seed the run's seed
 */
record WindowPairing(Objective objective, long seed) implements PairingRule {
    @Override
    public List<Draft> drafts(TokenizedDocument document, int duplicate) {
        if (document.sentences() < fewestSentences()) {
            return List.of();
        }
        int window = PairDraws.ofDocument(seed, document, duplicate).nextInt(document.sentences() - 1);
        Span a = document.span(window, window);
        var next = new Draft.Next(0, a, document.span(window + 1, window + 1));
        if (objective == Objective.MLM_ONLY
                || PairDraws.ofChunk(seed, document, duplicate, 0).nextDouble() < 0.5) {
            return List.of(next);
        }
        return List.of(objective == Objective.SOP ? next.swapped() : new Draft.Random(0, a, 0));
    }

    @Override
    public int targetLength(TokenizedDocument document, int duplicate) {
        return 0;
    }

    /** The second sentence of a window; its length is as it is, {@code targetLength} plays no part. */
    @Override
    public Span partnerSegment(TokenizedDocument partner, int targetLength, SplittableRandom random) {
        int second = 1 + random.nextInt(partner.sentences() - 1);
        return partner.span(second, second);
    }

    @Override
    public int fewestSentences() {
        return 2;
    }
}
