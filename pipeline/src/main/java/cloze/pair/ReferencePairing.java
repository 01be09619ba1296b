package cloze.pair;

import cloze.config.ExamplesConfig.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Cuts documents into chunks of a target length, like create_instances_from_document of google-research/bert.
 *
 * <p>With probability short-seq-prob, drawn once per document and duplicate, the target is uniform over 2 to
 * {@code maxPairTokens}; otherwise it is {@code maxPairTokens}. Sentences are collected until the target is reached or
 * the document ends. Of n sentences, the first 1 to n-1 become A. B is random if n = 1, and otherwise with probability
 * 1/2; the sentences after A then return to the document. If B is not random, it is the rest of the chunk.
 *
 * <p>With SOP, B is always the rest, and A and B are swapped with probability 1/2 (Lan et al. 2020, section 3.1).
 * ALBERT's create_pretraining_data.py takes B for a chunk of one sentence from another document, which is not a
 * question of order. Here every chunk has at least two sentences: it extends to a second sentence, and includes the
 * document's last sentence rather than leave it alone. Truncation makes the pair fit. A document of one sentence yields
 * no example.
 *
 * <p>With masked words only, B is always the rest. A chunk of one sentence is split at a drawn token, so that the
 * example keeps its shape and loses no text. A chunk of a single token has an empty B: [CLS] A [SEP] [SEP].
 *
 * @param maxPairTokens maximum number of tokens of A and B together
 * @param shortSeqProb share of documents with a random target, in [0, 1]
 * @param objective determines the possible kinds of B
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

    /**
     * Draws the first sentence uniformly, then takes whole sentences until the target is reached or the partner ends.
     */
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

    /** Returns whether sentences {@code first} to {@code last} form a complete chunk. */
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
