package cloze.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.dataset.DocumentId;
import cloze.dataset.Metric;
import cloze.dataset.Metrics;
import cloze.dataset.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class DocumentBootstrapTest {
    private static final long SEED = 11;

    private static DocumentId document(int number) {
        return new DocumentId(number, ~number, 1);
    }

    /** One masked position; its loss is a fraction that doubles hold exactly. */
    private static Tally example(int number) {
        var tally = new Tally();
        Answers.addMasked(tally, 0.25 * number, number % 2);
        Answers.addUnigram(tally, 0.5 * number, number % 3 == 0 ? 1 : 0);
        Answers.addPair(tally, 0.125 * number, number % 2, number % 5 == 0 ? 1 : 0);
        return tally;
    }

    private static ToDoubleFunction<Tally> of(Metric metric) {
        return tally -> tally.value(metric);
    }

    private static DocumentBootstrap measured(int samples, List<Integer> documents) {
        var bootstrap = new DocumentBootstrap(samples);
        documents.forEach(number -> bootstrap.add(document(number), SEED, example(number)));
        return bootstrap;
    }

    private static List<Integer> upTo(int count) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(i);
        }
        return numbers;
    }

    /**
     * 12 documents are right and 12 wrong. Drawn Poisson(1) times each, X right and Y wrong ones are Poisson(12), so the distribution of X /
     * (X + Y) can be summed up exactly.
     */
    @Test
    void theIntervalIsThatOfTheExactDistribution() {
        DocumentBootstrap bootstrap = measured(20_000, upTo(24));
        var exact = new TreeMap<Double, Double>();
        for (int right = 0; right < 60; right++) {
            for (int wrong = 0; wrong < 60; wrong++) {
                if (right + wrong > 0) {
                    exact.merge(right / (double) (right + wrong), poisson(12, right) * poisson(12, wrong), Double::sum);
                }
            }
        }

        List<Double> interval = bootstrap.interval(of(Metrics.accuracy(Task.MASKED_LM)));

        assertThat(interval.get(0)).isCloseTo(quantile(exact, 0.025), within(0.01));
        assertThat(interval.get(1)).isCloseTo(quantile(exact, 0.975), within(0.01));
    }

    private static double poisson(double mean, int times) {
        double probability = Math.exp(-mean);
        for (int i = 1; i <= times; i++) {
            probability *= mean / i;
        }
        return probability;
    }

    private static double quantile(SortedMap<Double, Double> distribution, double share) {
        double cumulative = 0;
        for (var entry : distribution.entrySet()) {
            cumulative += entry.getValue();
            if (cumulative >= share) {
                return entry.getKey();
            }
        }
        return distribution.lastKey();
    }

    @Test
    void timesFollowThePoissonDistributionByInversion() {
        // Cumulative: 0.3679, 0.7358, 0.9197, 0.9810.
        assertThat(DocumentBootstrap.poisson(0)).isZero();
        assertThat(DocumentBootstrap.poisson(0.367)).isZero();
        assertThat(DocumentBootstrap.poisson(0.368)).isEqualTo(1);
        assertThat(DocumentBootstrap.poisson(0.735)).isEqualTo(1);
        assertThat(DocumentBootstrap.poisson(0.736)).isEqualTo(2);
        assertThat(DocumentBootstrap.poisson(0.920)).isEqualTo(3);
        assertThat(DocumentBootstrap.poisson(Math.nextDown(1.0))).isLessThan(200);
    }

    @Test
    void orderOfDocumentsDoesNotMatter() {
        List<Integer> backwards = upTo(30);
        Collections.reverse(backwards);

        assertSame(measured(50, backwards), measured(50, upTo(30)));
    }

    @Test
    void partsMergeToTheWholeInAnyOrder() {
        DocumentBootstrap merged = measured(50, upTo(30).subList(20, 30));
        merged.merge(measured(50, upTo(30).subList(0, 7)));
        merged.merge(measured(50, upTo(30).subList(7, 20)));
        merged.merge(new DocumentBootstrap(50));

        assertSame(merged, measured(50, upTo(30)));
    }

    @Test
    void anotherSeedDrawsOtherDocuments() {
        var other = new DocumentBootstrap(50);
        upTo(30).forEach(number -> other.add(document(number), SEED + 1, example(number)));

        assertThat(other.total())
                .usingRecursiveComparison()
                .isEqualTo(measured(50, upTo(30)).total());
        assertThat(other.interval(of(Metrics.loss(Task.MASKED_LM))))
                .isNotEqualTo(measured(50, upTo(30)).interval(of(Metrics.loss(Task.MASKED_LM))));
    }

    @Test
    void examplesOfADocumentAreDrawnTogether() {
        var bootstrap = new DocumentBootstrap(200);
        for (int example = 0; example < 3; example++) {
            bootstrap.add(document(1), SEED, example(example));
        }

        assertThat(bootstrap.interval(tally -> tally.count(Task.MASKED_LM) % 3)).containsExactly(0.0, 0.0);
        assertThat(bootstrap.interval(tally -> tally.count(Task.MASKED_LM)).get(1))
                .isGreaterThanOrEqualTo(6);
    }

    @Test
    void withoutResamplingsThereIsNoInterval() {
        DocumentBootstrap bootstrap = measured(0, upTo(5));

        assertThat(bootstrap.total().value(Metrics.loss(Task.MASKED_LM))).isEqualTo(0.5);
        assertThat(bootstrap.interval(of(Metrics.loss(Task.MASKED_LM)))).containsExactly(Double.NaN, Double.NaN);
    }

    private static void assertSame(DocumentBootstrap one, DocumentBootstrap other) {
        assertThat(one).usingRecursiveComparison().isEqualTo(other);
    }
}
