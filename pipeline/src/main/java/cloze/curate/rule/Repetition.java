package cloze.curate.rule;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Measures how much of a text repeats what stands earlier in it, as table A1 of the Gopher paper does. The first
 * occurrence of something is not a repetition.
 */
final class Repetition {
    private Repetition() {}

    /** Returns the share of {@code units} that repeat an earlier one. */
    static double ofUnits(List<String> units) {
        return units.isEmpty() ? 0 : (double) (units.size() - new HashSet<>(units).size()) / units.size();
    }

    /** Returns the share of the characters of {@code units} that stand in units that repeat an earlier one. */
    static double ofCharacters(List<String> units) {
        Set<String> seen = new HashSet<>();
        long all = 0;
        long repeated = 0;
        for (String unit : units) {
            all += unit.length();
            repeated += seen.add(unit) ? 0 : unit.length();
        }
        return all == 0 ? 0 : (double) repeated / all;
    }

    /**
     * Returns the share of the characters of all words that stand in the most frequent sequence of {@code n} words; of
     * equally frequent ones, the longest. 0 if no sequence occurs twice.
     */
    static double ofTopSequence(MeasuredText text, int n) {
        RepeatedSequences.Repeats repeats = text.repeats(n);
        int most = 1;
        int longest = 0;
        for (int i = 0; i < repeats.size(); i++) {
            int count = repeats.ordinal(i);
            if (count >= most && count > 1) {
                int first = repeats.firstWord(i);
                int length = text.length(first, first + n);
                longest = count > most ? length : Math.max(longest, length);
                most = count;
            }
        }
        return most == 1 ? 0 : (double) most * longest / text.length(0, text.words());
    }

    /**
     * Returns the share of the characters of all words that stand in sequences of {@code n} words that repeat an earlier
     * one. Overlapping sequences count once.
     */
    static double ofSequences(MeasuredText text, int n) {
        RepeatedSequences.Repeats repeats = text.repeats(n);
        int repeated = 0;
        int covered = 0;
        for (int i = 0; i < repeats.size(); i++) {
            if (repeats.ordinal(i) > 1) {
                int first = repeats.firstWord(i);
                repeated += text.length(Math.max(first, covered), first + n);
                covered = first + n;
            }
        }
        return repeated == 0 ? 0 : (double) repeated / text.length(0, text.words());
    }
}
