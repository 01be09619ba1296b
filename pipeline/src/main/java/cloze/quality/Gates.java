package cloze.quality;

import cloze.config.ExamplesConfig;
import cloze.config.ExamplesConfig.Objective;
import cloze.config.GatesConfig;
import cloze.dataset.Documents;
import cloze.quality.shortcut.ShortcutProbe;
import cloze.table.SmallTable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Compares tables with the limits in {@code examples.gates}. Reads only tables; a missing table breaches nothing.
 *
 * @param config how the examples are built, including the gates
 */
public record Gates(ExamplesConfig config) {
    /** Returns every breach in {@code tables}, which are keyed by name. */
    public List<Breach> breaches(Map<String, SmallTable> tables) {
        return Stream.of(documents(tables), leaks(tables), rejected(tables), pairs(tables), masks(tables))
                .flatMap(breaches -> breaches)
                .toList();
    }

    private Stream<Breach> documents(Map<String, SmallTable> tables) {
        GatesConfig gates = config.gates();
        Stream<Breach> unknown = TableCell.of(tables, DocumentTotals.TABLE, DocumentTotals.UNK_SHARE)
                .flatMap(cell -> cell.atMost(gates.maxUnkShare(), 0, "max-unk-share"));
        Stream<Breach> duplicates = TableCell.of(tables, Repetition.DUPLICATES, Repetition.DUPLICATE_DOCUMENT_SHARE)
                .flatMap(cell -> cell.atMost(gates.maxDuplicateDocumentShare(), 0, "max-duplicate-document-share"));
        return Stream.concat(unknown, duplicates);
    }

    private Stream<Breach> leaks(Map<String, SmallTable> tables) {
        GatesConfig gates = config.gates();
        return Stream.concat(
                leaks(tables, Repetition.EQUAL_DOCUMENTS, gates.maxLeakedDocumentShare(), "max-leaked-document-share"),
                leaks(tables, Repetition.LONG_SENTENCES, gates.maxLeakedSentenceShare(), "max-leaked-sentence-share"));
    }

    private static Stream<Breach> leaks(Map<String, SmallTable> tables, String unit, double limit, String key) {
        return TableCell.of(tables, Repetition.LEAKS, Repetition.LEAKED_SHARE)
                .filter(cell -> cell.rowName().equals(unit))
                .flatMap(cell -> cell.atMost(limit, TableCell.chance(limit, cell.number(Repetition.VALIDATION)), key));
    }

    private Stream<Breach> rejected(Map<String, SmallTable> tables) {
        double rejected = sum(tables, ExampleQuality.REJECTED, ExampleQuality.ROWS);
        double read = rejected + sum(tables, DocumentTotals.TABLE, DocumentTotals.DOCUMENTS);
        return TableCell.of(ExampleQuality.REJECTED, "all reasons", "share of rows", Shares.of(rejected, read))
                .atMost(config.gates().maxRejectedShare(), 0, "max-rejected-share");
    }

    private Stream<Breach> pairs(Map<String, SmallTable> tables) {
        GatesConfig gates = config.gates();
        double train = (double) ExampleQuality.examples(tables, Documents.TRAIN);
        Stream<Breach> tooFew = TableCell.of(PairTables.PAIRS, Documents.TRAIN, PairTables.EXAMPLES, train)
                .atLeast((double) gates.minExamples(), 0, "min-examples");
        return config.objective() == Objective.MLM_ONLY
                ? tooFew
                : Stream.of(tooFew, balance(tables), shortcuts(tables)).flatMap(breaches -> breaches);
    }

    private Stream<Breach> balance(Map<String, SmallTable> tables) {
        double least = config.gates().minRandomNextShare();
        double most = config.gates().maxRandomNextShare();
        return TableCell.of(tables, PairTables.PAIRS, PairTables.RANDOM_NEXT_SHARE)
                .flatMap(cell -> {
                    double examples = cell.number(PairTables.EXAMPLES);
                    return Stream.concat(
                            cell.atLeast(least, TableCell.chance(least, examples), "min-random-next-share"),
                            cell.atMost(most, TableCell.chance(most, examples), "max-random-next-share"));
                });
    }

    private Stream<Breach> shortcuts(Map<String, SmallTable> tables) {
        return TableCell.of(tables, ShortcutProbe.TABLE, ShortcutProbe.AUC)
                .filter(cell -> cell.rowName().equals(ShortcutProbe.ALL))
                .flatMap(cell -> {
                    double random = cell.number(ShortcutProbe.RANDOM_EXAMPLES);
                    double next = cell.number(ShortcutProbe.EXAMPLES) - random;
                    return cell.atMost(
                            config.gates().maxShortcutAuc(), TableCell.chanceOfArea(random, next), "max-shortcut-auc");
                });
    }

    private Stream<Breach> masks(Map<String, SmallTable> tables) {
        return Stream.of(
                        masks(tables, MaskTotals.SELECTED_SHARE, MaskTotals.TOKENS, config.maskedLmProb()),
                        masks(tables, MaskTotals.MASKED_SHARE, MaskTotals.POSITIONS, MaskTotals.MASKED),
                        masks(tables, MaskTotals.RANDOM_SHARE, MaskTotals.POSITIONS, MaskTotals.REPLACED),
                        masks(tables, MaskTotals.KEPT_SHARE, MaskTotals.POSITIONS, MaskTotals.REPLACED))
                .flatMap(breaches -> breaches);
    }

    private Stream<Breach> masks(Map<String, SmallTable> tables, String share, String of, double expected) {
        double tolerance = config.gates().maskShareTolerance();
        return TableCell.of(tables, MaskTotals.TABLE, share)
                .flatMap(cell -> cell.near(
                        expected, tolerance, TableCell.chance(expected, cell.number(of)), "mask-share-tolerance"));
    }

    private static double sum(Map<String, SmallTable> tables, String table, String column) {
        return TableCell.of(tables, table, column).mapToDouble(TableCell::value).sum();
    }
}
