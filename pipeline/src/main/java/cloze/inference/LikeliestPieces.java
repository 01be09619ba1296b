package cloze.inference;

import cloze.vocabulary.Vocabulary;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Logits as probabilities of pieces. */
final class LikeliestPieces {
    private LikeliestPieces() {}

    /**
     * The {@code count} likeliest pieces, likeliest first; of equally likely ones the lower id comes first.
     *
     * @param logits [V]; rows behind the last piece count in the probabilities, but have no name and are no answer
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
