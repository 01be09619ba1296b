package cloze.inference;

import cloze.vocabulary.Vocabulary;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Converts logits to the most probable pieces. */
final class LikeliestPieces {
    private LikeliestPieces() {}

    /**
     * Returns the {@code count} most probable pieces in descending order; the lower id wins a tie.
     *
     * @param logits [V]; rows beyond the vocabulary take part in the normalization but are never returned
     */
    static List<Guess> of(float[] logits, Vocabulary vocabulary, int count) {
        double largest = Float.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - largest);
        }
        double top = largest;
        double all = sum;
        return Arrays.stream(best(logits, vocabulary.size(), count))
                .mapToObj(id -> new Guess(vocabulary.piece(id), id, Math.exp(logits[id] - top) / all))
                .toList();
    }

    private static int[] best(float[] logits, int pieces, int count) {
        Comparator<Integer> likeliestFirst =
                Comparator.<Integer>comparingDouble(id -> -logits[id]).thenComparing(Comparator.naturalOrder());
        PriorityQueue<Integer> kept = new PriorityQueue<>(likeliestFirst.reversed());
        for (int id = 0; id < pieces; id++) {
            if (kept.size() < count) {
                kept.add(id);
            } else if (logits[id] > logits[kept.element()]) {
                kept.remove();
                kept.add(id);
            }
        }
        return kept.stream().sorted(likeliestFirst).mapToInt(Integer::intValue).toArray();
    }
}
