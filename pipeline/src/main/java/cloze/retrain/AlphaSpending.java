package cloze.retrain;

import cloze.retrain.RunRow.Past;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The false promotions that a registry may expect in any 365 days, and what earlier nights have spent of them. A night
 * that compares at level a promotes a challenger that is not better with a probability of at most a. It spends a. The
 * expected number of false promotions is at most the sum of what was spent, however the nights depend on each other, and
 * they do: all are judged on the same frozen documents. This is Alpha-Spending, the online form of Bonferroni's
 * method, which bounds the expected number of errors and by Markov's inequality also the probability of any (Tian and
 * Ramdas, "Online control of the familywise error rate", arXiv:1910.04900, section 1, which has the name from Foster and
 * Stine, "Alpha-investing", 2008). Methods that earn a budget back by promotions or by hopeless nights, such as LORD
 * and ADDIS, need nights that are independent.
 *
 * @param budget expected number of false promotions in 365 days
 * @param past what each comparison has spent, oldest first; that of the first version spent nothing
 */
record AlphaSpending(double budget, List<Spent> past) {
    /** The period that the budget is for. */
    static final Duration YEAR = Duration.ofDays(365);

    /** Days without a comparison that a night can make use of. */
    private static final long MOST_DAYS = 30;

    /** A night is never judged less strictly than by the rule that looks at each night alone. */
    private static final double MOST = 0.025;

    /** Less than this is the rounding of a sum. */
    private static final double LEAST = 1e-12;

    AlphaSpending {
        past = List.copyOf(past);
    }

    /**
     * What one comparison has spent.
     *
     * @param finished when
     * @param probability probability of a false promotion
     */
    record Spent(Instant finished, double probability) {
        static Spent of(Past run) {
            return new Spent(run.finished(), Double.isFinite(run.spent()) ? run.spent() : 0);
        }
    }

    /** Returns what was spent in the 365 days before {@code now}. */
    double spent(Instant now) {
        Instant from = now.minus(YEAR);
        return past.stream()
                .filter(one -> one.finished().isAfter(from))
                .mapToDouble(Spent::probability)
                .sum();
    }

    /**
     * Returns the level of a comparison at {@code now}: 1/365 of the budget for each day since the last comparison,
     * between 1 and 30 of them, unless less is left. The level depends on dates alone, not on what was measured. 0 means
     * that nothing can be promoted.
     */
    double level(Instant now) {
        double left = budget - spent(now);
        double level = Math.min(MOST, Math.min(left, budget * days(now) / YEAR.toDays()));
        return level < LEAST ? 0 : level;
    }

    private long days(Instant now) {
        if (past.isEmpty()) {
            return 1;
        }
        Instant last = past.get(past.size() - 1).finished();
        // Rounded, because a night that starts some minutes early has waited for a day.
        long days = Math.round(Duration.between(last, now).toHours() / 24.0);
        return Math.max(1, Math.min(MOST_DAYS, days));
    }
}
