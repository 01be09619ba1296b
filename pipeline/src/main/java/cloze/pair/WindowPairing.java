package cloze.pair;

import cloze.config.ExamplesConfig.Objective;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws one window of two consecutive sentences per duplicate, uniformly. With NSP and probability 1/2, B is the second
 * sentence of a window of another document, drawn in the same way, so that A alone and B alone have the same
 * distribution under both labels. With SOP, A and B are swapped instead. Documents of one sentence have no window: they
 * yield no example and are never partners.
 *
 * @param objective determines the possible kinds of B
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

    /** Draws the second sentence of a window. It is not cut, and {@code targetLength} is ignored. */
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
