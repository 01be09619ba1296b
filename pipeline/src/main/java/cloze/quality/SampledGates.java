package cloze.quality;

import cloze.config.ExamplesConfig;
import cloze.config.ExamplesConfig.Objective;
import cloze.config.GatesConfig;
import cloze.dataset.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The gates that a sample of a corpus can judge: rejected rows, [UNK], duplicates, and how many second segments are
 * random. The others depend on the whole corpus or on few examples.
 *
 * <p>A sample refuses only what the whole corpus would be refused for with near certainty: the interval must lie beyond
 * the limit. Of duplicates a sample sees too few, because the other copy is mostly outside of it, so what it sees is a
 * lower bound.
 */
public final class SampledGates {
    private final ExamplesConfig config;
    private final SampledShare rejected = new SampledShare(ExampleQuality.REJECTED, "all reasons", "share of rows");
    private final Map<String, SampledShare> duplicates;
    private final Map<String, SampledShare> unknown;
    private final Map<String, SampledShare> random;

    /**
     * @param config how the examples are to be built, including the gates
     */
    public SampledGates(ExamplesConfig config) {
        this.config = config;
        this.duplicates = shares(Repetition.DUPLICATES, Repetition.DUPLICATE_DOCUMENT_SHARE);
        this.unknown = shares(DocumentTotals.TABLE, DocumentTotals.UNK_SHARE);
        this.random = shares(PairTables.PAIRS, PairTables.RANDOM_NEXT_SHARE);
    }

    private static Map<String, SampledShare> shares(String table, String column) {
        Map<String, SampledShare> shares = new TreeMap<>();
        for (String split : List.of(Documents.TRAIN, Documents.VALIDATION)) {
            shares.put(split, new SampledShare(table, split, column));
        }
        return shares;
    }

    /** Returns the share of rows that are not documents. */
    public SampledShare rejected() {
        return rejected;
    }

    /** Returns the share of documents of {@code split} whose text occurred before. */
    public SampledShare duplicates(String split) {
        return duplicates.get(split);
    }

    /** Returns the share of [UNK] among the tokens of {@code split}. */
    public SampledShare unknown(String split) {
        return unknown.get(split);
    }

    /** Returns the share of pairs of {@code split} with label 1. */
    public SampledShare random(String split) {
        return random.get(split);
    }

    /**
     * Judges the shares counted so far.
     *
     * @param proven one line for each gate that the corpus breaches with near certainty
     * @param likely one line for each that the sample breaches without proof
     */
    public record Verdict(List<String> proven, List<String> likely) {}

    /** Compares the shares counted so far with the gates. */
    public Verdict verdict() {
        var verdict = new Verdict(new ArrayList<>(), new ArrayList<>());
        GatesConfig gates = config.gates();
        atMost(verdict, rejected, gates.maxRejectedShare(), 0, "max-rejected-share");
        duplicates
                .values()
                .forEach(share ->
                        atMost(verdict, share, gates.maxDuplicateDocumentShare(), 0, "max-duplicate-document-share"));
        unknown.values().forEach(share -> atMost(verdict, share, gates.maxUnkShare(), 0, "max-unk-share"));
        if (config.objective() != Objective.MLM_ONLY) {
            for (SampledShare share : random.values()) {
                double most = gates.maxRandomNextShare();
                double least = gates.minRandomNextShare();
                // The whole corpus has more examples, so chance allows it less than it allows the sample.
                atMost(verdict, share, most, TableCell.chance(most, share.whole()), "max-random-next-share");
                judge(
                        verdict,
                        share,
                        least - TableCell.chance(least, share.whole()) - share.value(),
                        "at least " + Breach.shown(least),
                        "min-random-next-share");
            }
        }
        return verdict;
    }

    private static void atMost(Verdict verdict, SampledShare share, double limit, double chance, String key) {
        judge(verdict, share, share.value() - limit - chance, "at most " + Breach.shown(limit), key);
    }

    /** @param excess by how much the share is beyond its limit */
    private static void judge(Verdict verdict, SampledShare share, double excess, String allowed, String key) {
        if (share.whole() == 0 || excess <= 0) {
            return;
        }
        String line = "%s, allowed is %s (%s.%s)".formatted(share.shown(), allowed, GatesConfig.SECTION, key);
        (excess > share.margin() ? verdict.proven() : verdict.likely()).add(line);
    }
}
