package cloze.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.evaluate.MeasuredModel;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PromotionRuleTest {
    private static final int RESAMPLINGS = 101;

    /** Losses of documents that are easy and hard for both: 1 to 11 in the resamplings. */
    private static MeasuredModel model(double better, double spread) {
        List<Double> resampled = IntStream.range(0, RESAMPLINGS)
                .mapToDouble(i -> 1 + i / 10.0 - better - spread * (i - RESAMPLINGS / 2) / RESAMPLINGS)
                .boxed()
                .toList();
        return new MeasuredModel(Map.of("loss", 6 - better), Map.of("loss", resampled));
    }

    private static ModelComparison against(MeasuredModel challenger) {
        return new ModelComparison("frozen", model(0, 0), challenger);
    }

    @Test
    void theIntervalOfAPairedDifferenceHoldsNothingOfWhatBothShare() {
        ModelComparison.Difference gain =
                against(model(0.2, 0.1)).difference("loss").gain();

        assertThat(gain.value()).isCloseTo(0.2, org.assertj.core.data.Offset.offset(1e-12));
        assertThat(gain.low()).isBetween(0.15, 0.16);
        assertThat(gain.high()).isBetween(0.24, 0.25);
    }

    @Test
    void aGainBeyondChanceIsPromoted() {
        PromotionRule.Verdict verdict = new PromotionRule(0).decide(against(model(0.2, 0.1)), Optional.empty());

        assertThat(verdict.promoted()).isTrue();
        assertThat(verdict.reason()).startsWith("gain in loss 0.2000 nats (95 % interval 0.15");
    }

    @Test
    void aGainThatOtherDocumentsWouldTakeBackIsNot() {
        assertThat(new PromotionRule(0)
                        .decide(against(model(0.04, 0.1)), Optional.empty())
                        .promoted())
                .isFalse();
    }

    @Test
    void theGainAskedForMayBeLargerOrALoss() {
        ModelComparison clear = against(model(0.2, 0.1));
        assertThat(new PromotionRule(0.16).decide(clear, Optional.empty()).promoted())
                .isFalse();
        ModelComparison unclear = against(model(0.04, 0.1));
        assertThat(new PromotionRule(-0.01).decide(unclear, Optional.empty()).promoted())
                .isTrue();
    }

    @Test
    void whatIsWorseOnNewDocumentsIsNotPromoted() {
        ModelComparison clear = against(model(0.2, 0.1));
        PromotionRule rule = new PromotionRule(0);

        assertThat(rule.decide(clear, Optional.of(against(model(0, 0)))).promoted())
                .isTrue();
        PromotionRule.Verdict worse = rule.decide(clear, Optional.of(against(model(-0.001, 0.1))));
        assertThat(worse.promoted()).isFalse();
        assertThat(worse.reason()).endsWith("-0.0010 on the new held-out documents, where it must not be below 0");
    }

    @Test
    void whereNothingWasMeasuredNothingIsPromoted() {
        var nothing = new MeasuredModel(
                Map.of("loss", Double.NaN), Map.of("loss", Collections.nCopies(RESAMPLINGS, Double.NaN)));
        assertThat(new PromotionRule(-10)
                        .decide(against(nothing), Optional.empty())
                        .promoted())
                .isFalse();
    }

    @Test
    void theTableHoldsBothModelsAndTheirDifference() {
        String csv = against(model(0.5, 0)).table(List.of("loss")).csv();

        assertThat(csv.lines().findFirst()).hasValue("data,metric,champion,challenger,difference,low,high");
        assertThat(DoubleStream.of(6, 5.5).mapToObj(Double::toString).toList())
                .allSatisfy(value -> assertThat(csv).contains("," + value + ","));
    }
}
