package cloze.retrain;

import cloze.retrain.AlphaSpending.Spent;
import cloze.retrain.Evidence.Recent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Years of nights, each with a challenger whose true gain is known. What is simulated is the draw of the held-out
 * documents; the differences between two models on them are recorded ones.
 *
 * @param nights comparisons, of which each night takes one at random, with the same true gain
 * @param frozen number of frozen held-out documents
 * @param areShared whether all nights of a year have the same frozen documents, as in a registry; if not, each night draws its
 *     own, as if nights were independent
 */
record SimulatedYears(List<DocumentLosses> nights, int frozen, boolean areShared) {
    static final int DAYS = 365;

    /** New held-out documents of a night, and those of recent nights. */
    private static final int FRESH = 20;

    private static final int RECENT = 30 * FRESH;
    private static final double NORMAL = 1.959964;
    private static final Instant BEGIN = Instant.parse("2026-01-01T02:00:00Z");

    SimulatedYears {
        nights = List.copyOf(nights);
    }

    /** Whether a night promotes its challenger. */
    interface Rule {
        boolean promotes(DocumentLosses night, GainTest frozen, SplittableRandom random);
    }

    /** A rule that starts anew each year. */
    interface RuleOfYear {
        Rule begin();
    }

    /** Each night by itself: 2.5 %, and a gain on the new held-out documents. */
    static RuleOfYear eachNight() {
        return () -> (night, gain, random) -> gain.gain() - NORMAL * gain.standardError() >= 0
                && night.measured(night.draw(FRESH, random)).gain() >= 0;
    }

    /** The rule of a registry with alpha spending; each comparison is a day after the one before. */
    static RuleOfYear spending(double budget) {
        return () -> {
            List<Spent> past = new ArrayList<>(List.of(new Spent(BEGIN, 0)));
            return (night, gain, random) -> {
                Instant now = BEGIN.plus(Duration.ofDays(past.size()));
                double level = new AlphaSpending(budget, past).level(now);
                past.add(new Spent(now, level));
                // The second set is drawn only where it can matter.
                return gain.pValue(0) <= level
                        && new SpendingRule(0, budget, level)
                                .decide(gain, recent(night, random))
                                .promoted();
            };
        };
    }

    private static Recent recent(DocumentLosses night, SplittableRandom random) {
        GainTest gain = night.measured(night.draw(RECENT, random));
        double half = NORMAL * gain.standardError();
        return new Recent(RECENT, gain.gain(), gain.gain() - half, gain.gain() + half);
    }

    /** Returns the number of promotions in each of {@code years} years. */
    double[] promotions(int years, RuleOfYear rules) {
        return IntStream.range(0, years)
                .mapToDouble(year -> {
                    var random = new SplittableRandom(year);
                    Rule rule = rules.begin();
                    int[] same = nights.get(0).draw(frozen, random);
                    int promotions = 0;
                    for (int day = 0; day < DAYS; day++) {
                        promotions += isPromoted(rule, same, random) ? 1 : 0;
                    }
                    return promotions;
                })
                .toArray();
    }

    /** Returns the number of nights until the first promotion in each of {@code years} years; 366 if there was none. */
    double[] nightsNeeded(int years, RuleOfYear rules) {
        return IntStream.range(0, years)
                .mapToDouble(year -> {
                    var random = new SplittableRandom(year);
                    Rule rule = rules.begin();
                    int[] same = nights.get(0).draw(frozen, random);
                    int day = 1;
                    while (day <= DAYS && !isPromoted(rule, same, random)) {
                        day++;
                    }
                    return day;
                })
                .toArray();
    }

    private boolean isPromoted(Rule rule, int[] same, SplittableRandom random) {
        DocumentLosses night = nights.get(random.nextInt(nights.size()));
        int[] documents = areShared ? same : night.draw(frozen, random);
        return rule.promotes(night, night.measured(documents), random);
    }
}
