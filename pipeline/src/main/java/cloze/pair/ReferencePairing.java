package cloze.pair;

import cloze.config.ExamplesConfig.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Chunks up to a target length, as create_instances_from_document of google-research/bert.
 *
 * <p>With probability short-seq-prob, drawn once per document and duplicate, the target is uniform over 2 to {@code maxPairTokens}; otherwise
 * it is {@code maxPairTokens}. Sentences are gathered until it is reached or the document ends; the first 1 to n-1 of the n gathered are A. B is
 * random where n = 1, and otherwise with probability 1/2; the sentences behind A then go back to the document. Else B is the rest.
 *
 * <p>With sentence-order prediction every B is the rest, and with probability 1/2 both change places (Lan et al. 2020, section 3.1). ALBERT's
 * create_pretraining_data.py gives a chunk of one sentence a B of another document, which is no question of order. Here no chunk has one
 * sentence: it goes on to a second, and takes the document's last sentence with it rather than leave it alone; truncation makes them fit. A
 * document of one sentence gives no example.
 *
 * <p>MLM only, every B is the rest; a chunk of one sentence is cut in two at a drawn token, so that the example keeps
 * its shape and loses no text. A chunk of a single token has an empty B: [CLS] A [SEP] [SEP].
 *
 * @param maxPairTokens most tokens of A and B together
 * @param shortSeqProb share of documents with a random target, in [0, 1]
 * @param objective what B may be
 * @param seed the run's seed
 */
record ReferencePairing(int maxPairTokens, double shortSeqProb, Objective objective, long seed) implements PairingRule {
    private static final int SHORTEST_TARGET = 2;

    @Override
    public List<Draft> drafts(TokenizedDocument document, int duplicate) {
        if (document.sentences() < fewestSentences()) {
            return List.of();
        }
        int target = targetLength(document, duplicate);
        List<Draft> drafts = new ArrayList<>();
        int first = 0;
        int last = 0;
        while (last < document.sentences()) {
            if (!isChunk(document, first, last, target)) {
                last++;
                continue;
            }
            SplittableRandom random = PairDraws.ofChunk(seed, document, duplicate, drafts.size());
            int sentences = last - first + 1;
            int ofA = sentences == 1 ? 1 : random.nextInt(1, sentences);
            Span a = document.span(first, first + ofA - 1);
            if (objective == Objective.NSP && (sentences == 1 || random.nextDouble() < 0.5)) {
                drafts.add(new Draft.Random(drafts.size(), a, target - a.length()));
                first += ofA;
            } else {
                Draft.Next rest = rest(drafts.size(), document, a, last, random);
                drafts.add(objective == Objective.SOP && random.nextDouble() < 0.5 ? rest.swapped() : rest);
                first = last + 1;
            }
            last = first;
        }
        return drafts;
    }

    /** Uniform over the partner's sentences as start, then whole sentences until the target is reached or the partner ends. */
    @Override
    public Span partnerSegment(TokenizedDocument partner, int targetLength, SplittableRandom random) {
        int first = random.nextInt(partner.sentences());
        int last = first;
        while (last < partner.sentences() - 1 && partner.span(first, last).length() < targetLength) {
            last++;
        }
        return partner.span(first, last);
    }

    @Override
    public int fewestSentences() {
        return objective == Objective.SOP ? 2 : 1;
    }

    /** Whether the sentences {@code first} to {@code last} are enough. */
    private boolean isChunk(TokenizedDocument document, int first, int last, int target) {
        int behind = document.sentences() - 1 - last;
        if (behind == 0) {
            return true;
        }
        boolean full = document.span(first, last).length() >= target;
        return objective == Objective.SOP ? full && last > first && behind > 1 : full;
    }

    @Override
    public int targetLength(TokenizedDocument document, int duplicate) {
        SplittableRandom random = PairDraws.ofDocument(seed, document, duplicate);
        if (random.nextDouble() < shortSeqProb) {
            return random.nextInt(SHORTEST_TARGET, maxPairTokens + 1);
        }
        return maxPairTokens;
    }

    private static Draft.Next rest(int index, TokenizedDocument document, Span a, int last, SplittableRandom random) {
        int end = document.end(last);
        if (a.to() < end) {
            return new Draft.Next(index, a, new Span(a.to(), end));
        }
        int cut = a.length() == 1 ? a.to() : a.from() + random.nextInt(1, a.length());
        return new Draft.Next(index, new Span(a.from(), cut), new Span(cut, end));
    }
}
