package cloze.quality.shortcut;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Measures how well a score separates two labels, over all thresholds. */
final class RankingAccuracy {
    private RankingAccuracy() {}

    /**
     * Returns the area under the ROC curve: the probability that a random positive scores higher than a random
     * negative, with ties counting half (Mann-Whitney). 0.5 means no information, 1 perfect and 0 perfectly inverted
     * separation.
     *
     * @return empty if all labels are equal
     */
    static OptionalDouble auc(double[] scores, boolean[] positive) {
        List<Integer> order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores[i]))
                .toList();
        long positives = 0;
        double ranks = 0;
        for (int from = 0; from < scores.length; ) {
            int to = from;
            int tied = 0;
            while (to < scores.length && scores[order.get(to)] == scores[order.get(from)]) {
                tied += positive[order.get(to)] ? 1 : 0;
                to++;
            }
            // The tied scores share ranks from+1 to `to`; each gets their mean.
            ranks += tied * (from + 1 + to) / 2.0;
            positives += tied;
            from = to;
        }
        long negatives = scores.length - positives;
        if (positives == 0 || negatives == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of((ranks - positives * (positives + 1) / 2.0) / ((double) positives * negatives));
    }
}
