package cloze.quality;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.ByteSize;
import cloze.config.ExamplesConfig;
import cloze.config.ExamplesConfig.MaskSelection;
import cloze.config.ExamplesConfig.Objective;
import cloze.config.ExamplesConfig.Pairing;
import cloze.config.ExamplesConfig.Replacement;
import cloze.config.GatesConfig;
import cloze.table.SmallTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class GatesTest {
    private static final GatesConfig GATES =
            new GatesConfig(0.05, 0.05, 0.3, 0.9, 0.95, 0.3, 0.05, 0.5, 0.1, 1000, new ByteSize(0));

    private static ExamplesConfig config(Objective objective, GatesConfig gates) {
        return new ExamplesConfig(
                128,
                20,
                0.15,
                MaskSelection.FIXED_COUNT,
                Replacement.ALL,
                1,
                0.1,
                Pairing.REFERENCE,
                objective,
                false,
                true,
                List.of(),
                gates);
    }

    /** Creates a table of one row from alternating column names and values. */
    private static SmallTable table(Object... cells) {
        var schema = new StructType();
        var values = new Object[cells.length / 2];
        for (int i = 0; i < values.length; i++) {
            values[i] = cells[2 * i + 1];
            schema = schema.add((String) cells[2 * i], type(values[i]));
        }
        return new SmallTable(schema, List.of(RowFactory.create(values)));
    }

    private static DataType type(Object value) {
        if (value instanceof String) {
            return DataTypes.StringType;
        }
        return value instanceof Long ? DataTypes.LongType : DataTypes.DoubleType;
    }

    /** Returns tables that breach no gate. */
    private static Map<String, SmallTable> sound() {
        var tables = new HashMap<String, SmallTable>();
        tables.put("documents", documents(0.01));
        tables.put("duplicates", table("split", "train", "duplicate_document_share", 0.1));
        tables.put("leaks", leaks("documents of equal tokens", 0.01));
        tables.put("pairs", pairs(0.5, 10_000));
        tables.put("shortcuts", shortcuts(0.7, 5000));
        tables.put("masks", masks(0.15, 0.8, 0.1, 0.1));
        tables.put("rejected", table("reason", "blank_text", "rows", 10L));
        return tables;
    }

    private static SmallTable documents(double unkShare) {
        return table("split", "train", "documents", 990L, "unk_share", unkShare);
    }

    private static SmallTable leaks(String unit, double share) {
        return table("unit", unit, "validation", 10_000L, "leaked_share", share);
    }

    private static SmallTable pairs(double random, long examples) {
        return table("split", "train", "examples", examples, "random_next_share", random);
    }

    private static SmallTable shortcuts(double auc, long examples) {
        return table("feature", "all", "examples", examples, "random_examples", examples / 2, "auc", auc);
    }

    private static SmallTable masks(double selected, double masked, double random, double kept) {
        return table(
                "split",
                "train",
                "tokens",
                100_000L,
                "positions",
                15_000L,
                "selected_share",
                selected,
                "masked_share",
                masked,
                "random_share",
                random,
                "kept_share",
                kept);
    }

    private static List<Breach> breaches(String name, SmallTable table) {
        Map<String, SmallTable> tables = sound();
        tables.put(name, table);
        return new Gates(config(Objective.NSP, GATES)).breaches(tables);
    }

    private static void assertBreach(String key, String name, SmallTable table) {
        assertThat(breaches(name, table))
                .singleElement()
                .satisfies(breach -> assertThat(breach.key()).isEqualTo(key))
                .satisfies(breach -> assertThat(breach.table()).isEqualTo(name));
    }

    @Test
    void soundTablesBreachNothing() {
        assertThat(new Gates(config(Objective.NSP, GATES)).breaches(sound())).isEmpty();
    }

    @Test
    void unknownTokens() {
        assertBreach("max-unk-share", "documents", documents(0.06));
    }

    @Test
    void sharesOfMasks() {
        assertBreach("mask-share-tolerance", "masks", masks(0.04, 0.8, 0.1, 0.1));
        assertBreach("mask-share-tolerance", "masks", masks(0.15, 0.7, 0.14, 0.16 - 0.01));
        assertThat(breaches("masks", masks(0.15, 1, 0, 0)))
                .extracting(Breach::column)
                .containsExactly("masked_share", "random_share", "kept_share");
    }

    @Test
    void tooFewAndTooManyRandomNextSentences() {
        assertBreach("min-random-next-share", "pairs", pairs(0.2, 10_000));
        assertBreach("max-random-next-share", "pairs", pairs(1.0, 10_000));
    }

    @Test
    void shortcuts() {
        assertBreach("max-shortcut-auc", "shortcuts", shortcuts(0.99, 10_000));
    }

    @Test
    void duplicateDocuments() {
        assertBreach(
                "max-duplicate-document-share",
                "duplicates",
                table("split", "validation", "duplicate_document_share", 0.31));
    }

    @Test
    void leakedDocumentsAndSentences() {
        assertBreach("max-leaked-document-share", "leaks", leaks("documents of equal tokens", 0.1));
        assertBreach("max-leaked-sentence-share", "leaks", leaks("sentences of more than 5 tokens", 0.6));
        assertThat(breaches("leaks", leaks("sentences", 1))).isEmpty();
    }

    @Test
    void rejectedRows() {
        // 300 of 1,290 rows.
        assertBreach("max-rejected-share", "rejected", table("reason", "invalid_json", "rows", 300L));
    }

    @Test
    void tooFewExamples() {
        assertBreach("min-examples", "pairs", pairs(0.5, 999));
    }

    @Test
    void aBreachSaysWhereWhatAndWhichKey() {
        assertThat(breaches("documents", documents(0.25)))
                .extracting(Breach::toString)
                .containsExactly(
                        "documents, train: unk_share = 0.2500, allowed is at most 0.0500 (examples.gates.max-unk-share)");
    }

    @Test
    void whatChanceExplainsIsNoBreach() {
        // 8 pairs that are all random, where 0.9 is allowed; 4 of each label that happen to differ in length.
        assertThat(new Gates(config(Objective.NSP, withMinExamples(0))).breaches(Map.of("pairs", pairs(1.0, 8))))
                .isEmpty();
        assertThat(breaches("shortcuts", shortcuts(1.0, 8))).isEmpty();
    }

    private static GatesConfig withMinExamples(long least) {
        return new GatesConfig(0.05, 0.05, 0.3, 0.9, 0.95, 0.3, 0.05, 0.5, 0.1, least, new ByteSize(0));
    }

    @Test
    void maskedWordsAloneNeedNoRandomNextSentences() {
        Map<String, SmallTable> tables = sound();
        tables.put("pairs", pairs(0, 10_000));

        assertThat(new Gates(config(Objective.MLM_ONLY, GATES)).breaches(tables))
                .isEmpty();
    }

    @Test
    void everyGateCanBeSwitchedOff() {
        Map<String, SmallTable> worst = Map.of(
                "documents", documents(1),
                "duplicates", table("split", "train", "duplicate_document_share", 1.0),
                "leaks", leaks("documents of equal tokens", 1),
                "pairs", pairs(1, 0),
                "shortcuts", shortcuts(1, 10_000),
                "masks", masks(1, 0, 1, 0),
                "rejected", table("reason", "blank_text", "rows", 1_000_000L));

        assertThat(new Gates(config(Objective.NSP, GatesConfig.OFF)).breaches(worst))
                .isEmpty();
        assertThat(new Gates(config(Objective.NSP, GATES)).breaches(worst)).hasSizeGreaterThan(8);
    }
}
